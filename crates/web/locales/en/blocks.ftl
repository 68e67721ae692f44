# Blocks.

blocks-title = People you do not deal with
blocks-lead = Only you see this list, and nobody is told that they are on it.
blocks-how = You are not offered to each other, and nothing new begins between you. What you have already agreed stands.
blocks-none = There is nobody on this list. You can add somebody from a booking with them.
blocks-ask = Do not deal with { $name } any more
blocks-add = Put on the list
blocks-remove = Take off the list

refusal-blocks-yourself = This list is for other people: choose somebody else.
refusal-blocks-too-many = You can have { $most } people on this list: take one off before you add another.
refusal-blocks-not-together = This is not to be had between the two of you. Choose somebody else.

said-blocked = You do not deal with each other any more. Nobody is told.
said-unblocked = You can deal with each other again, as far as you are concerned.
