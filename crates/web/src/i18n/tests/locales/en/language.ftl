language-endonym = English
language-direction = ltr
language-offered = yes
language-machine-made = no
language-sign = ahead
language-asked-as = en
