# Stored availability and catalogues.

refusal-stored-availability-too-far = This person goes up to { $most_meters } from home: choose a nearer place, or another person.
refusal-stored-availability-too-long = This can be had for { $most_days } days at most: choose a shorter time.
refusal-stored-availability-not-so-paid = This work is given, not sold, or sold and not given: search for the other kind.
refusal-catalogues-not-these-lines = An order has from 1 to { $most } different things, each once: change it.
refusal-catalogues-several-sellers = An order is from one seller: make another order for the rest.
refusal-catalogues-not-open = This is not on offer now: choose something else.
refusal-catalogues-not-handed-over-so = The seller does not hand it over in this way: choose the other one.
