# Registration and validation: what registers say.

claim-checked = Checked
claim-checked-when = { $moment }
claim-unchecked = Not checked
claim-ask = Ask the register

claims-how = We ask the register only when you tap the button, and keep only its yes or no.
