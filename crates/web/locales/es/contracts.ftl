# Contracts.

contract-title = Contrato
contract-genuine = Este texto es el que ambas partes aceptaron: su código coincide.
contract-not-genuine = Este texto no es el acordado: su código no coincide. Avísenos.
contract-summary = En resumen
contract-text = El texto completo
contract-english-only = El contrato no está traducido todavía a este idioma. Vale el texto en inglés. Pida a alguien de confianza que se lo lea.
contract-binding = El texto en inglés es el que obliga; este es para leer.
contract-digest = Código del texto que obliga:
contract-print = Imprimir este contrato
contract-in-short-buyer = Usted y { $name }: { $work }, { $hours }, { $place }.
contract-in-short-seller = { $name } y usted: { $work }, { $hours }, { $place }.
contract-pays = Usted paga { $money }.
contract-receives = Usted recibe { $money }.
contract-escrow = Lo que paga { $name } queda guardado para usted hasta que se confirme.
contract-free-until = { $name } puede cancelar gratis hasta el { $moment }.
contract-late = Después, cancelar le cuesta a { $name } el { $share } del precio.
contract-always-free = { $name } puede cancelar gratis hasta que se entregue o se envíe.
contract-seller = Si usted cancela o no cumple, no recibe nada, y queda en su historial.
contract-of-ids = El texto que obliga
contract-of-ids-how = Nombra a ambas partes por sus números, porque los nombres y las calles cambian. El código es de este texto.
