# Goods in stock.

offering-left = Left
offering-restock = How many there are now
offering-restock-go = Save

refusal-stock-too-few = There are only { $left } left: choose fewer.
refusal-stock-no-pieces = An order has at least one piece of each thing: write how many.
refusal-stock-not-this-many = There can be from 0 to { $most } pieces: write another number.
refusal-stock-not-taken = Only pieces that are kept can be given back, and these are free already: there is nothing more to do.
