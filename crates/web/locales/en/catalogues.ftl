# Catalogues: goods.

goods-title = Buy something
goods-words = What you are looking for
goods-sector = Kind
goods-go = See what there is
goods-none = Nothing of this kind is on offer near you. Try other words or a greater distance.
goods-each = { $money } each
goods-each-left = { $money } each, { $left } left
goods-of = { $name }, { $distance } away, { $left } left
goods-stall = What { $name } sells
goods-how = How you get it
goods-collection = I collect it
goods-delivery = It is brought or sent
goods-continue = Check this order
goods-check = Check before you buy from { $name }
goods-hold-how = We keep these goods and this price for you for some minutes. You pay nothing yet.
goods-hold = Keep them and continue
goods-none-chosen = Choose at least one piece of something
goods-found = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}

invalid-order = Choose at least one piece of something.

refusal-catalogues-not-these-lines = An order has from 1 to { $most } different things, each once: change it.
refusal-catalogues-several-sellers = An order is from one seller: make another order for the rest.
refusal-catalogues-not-open = This is not on offer now: choose something else.
