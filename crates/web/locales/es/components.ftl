# Words of the page and of components that many pages use.

fields-count-wrong = Escriba un número entero como 12

page-skip = Ir a la parte principal
page-title = { $title } – { $market }
page-title-error = Error: { $title } – { $market }
page-nav = Principal
page-crumbs = Usted está aquí
page-languages = Idioma:
page-machine-made = Una máquina tradujo esta página. Nadie ha leído todavía todas sus frases.
page-machine-report = Avisar de una frase mala
page-open = Cada regla, cada precio y cada línea de código de este mercado son públicos.

notice-done = Hecho.
notice-warning = Cuidado.
notice-problem = Problema.

empty-nearest = Lo más cercano que podemos ofrecer:

summary-change = Cambiar

form-problems = Hay un problema
form-show = Mostrar
form-error = Error:
form-month = Mes
form-day = Día
form-year = Año

ladder-open = Adónde va el dinero
ladder-made-of = Cómo se forma este precio

list-earlier = Anteriores
map-link = { $street } en un mapa
