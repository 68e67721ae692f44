# What there is to know of this language. The values are words for the program: those of `language-endonym` alone are shown.
#
# endonym      its name for itself
# direction    ltr or rtl
# offered      yes, or no while sentences are missing
# machine-made yes until somebody who speaks it has read every sentence; each page says so
# sign         where the currency's sign stands beside a decimal comma: ahead, €72,00, or behind, 72,00 €
# asked-as     the tags by which browsers ask for it, apart by spaces; a longer tag that begins with one asks for it too

language-endonym = English
language-direction = ltr
language-offered = yes
language-machine-made = no
language-sign = ahead
language-asked-as = en
