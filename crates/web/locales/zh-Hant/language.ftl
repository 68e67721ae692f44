# What there is to know of this language; the words are explained in that of English.

language-endonym = 繁體中文
language-direction = ltr
language-offered = yes
language-machine-made = yes
language-sign = ahead
language-asked-as = zh-Hant zh-TW zh-HK zh-MO zh
