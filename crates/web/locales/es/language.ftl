# What there is to know of this language; the words are explained in that of English.

language-endonym = Español
language-direction = ltr
language-offered = yes
language-machine-made = no
language-sign = behind
language-asked-as = es
