# Contracts.

contract-title = Contrato
contract-genuine = Este texto es el que ambas partes aceptaron: su código coincide.
contract-not-genuine = Este texto no es el acordado: su código no coincide. Avísenos.
contract-summary = En resumen
contract-text = El texto completo
contract-binding = El texto en inglés es el que obliga; este es para leer.
contract-digest = Código del texto que obliga:
contract-print = Imprimir este contrato
contract-in-short = { $seller } y { $buyer }: { $work }, { $hours }.
