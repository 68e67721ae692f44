greeting = Goedemorgen, { $name }.
