greeting = בוקר טוב, { $name }.
