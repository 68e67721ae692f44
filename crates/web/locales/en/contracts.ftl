# Contracts.

contract-title = Contract
contract-genuine = This text is the one both sides agreed to: its code fits.
contract-not-genuine = This text is not the one that was agreed: its code does not fit. Tell us.
contract-summary = In short
contract-text = The whole text
contract-english-only = There is no translation of the contract into this language yet. The English text binds. Have somebody you trust read it to you.
contract-binding = The English text binds; this one is for reading.
contract-digest = Code of the binding text:
contract-print = Print this contract
contract-in-short-buyer = You and { $name }: { $work }, { $hours }, { $place }.
contract-in-short-seller = { $name } and you: { $work }, { $hours }, { $place }.
contract-pays = You pay { $money }.
contract-receives = You receive { $money }.
contract-escrow = What { $name } pays is held safe for you until it is confirmed.
contract-free-until = { $name } can call off free of charge until { $moment }.
contract-late = Later, { $name } pays { $share } of the price to call off.
contract-always-free = { $name } can call off free of charge until it is handed over or sent.
contract-seller = If you call off or nothing comes of it, you receive nothing, and your record shows it.
contract-of-ids = The text that binds
contract-of-ids-how = It names both sides by their numbers, because names and streets change. The code is of this text.
