# Contracts.

contract-title = Contract
contract-genuine = This text is the one both sides agreed to: its code fits.
contract-not-genuine = This text is not the one that was agreed: its code does not fit. Tell us.
contract-summary = In short
contract-text = The whole text
contract-binding = The English text binds; this one is for reading.
contract-digest = Code of the binding text:
contract-print = Print this contract
contract-in-short = { $seller } and { $buyer }: { $work }, { $hours }.
