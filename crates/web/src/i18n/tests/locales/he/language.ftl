language-endonym = עברית
language-direction = rtl
language-offered = yes
language-machine-made = yes
language-sign = behind
language-asked-as = he iw
