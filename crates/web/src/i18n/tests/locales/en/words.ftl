greeting = Good morning, { $name }.
leave = Good bye.
