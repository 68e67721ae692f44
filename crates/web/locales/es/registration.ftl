# Registration and validation: what registers say.

claim-checked = Comprobado
claim-checked-when = { $moment }
claim-unchecked = Sin comprobar
claim-ask = Preguntar al registro

claims-how = Solo preguntamos al registro si usted toca el botón, y solo guardamos su sí o no.
