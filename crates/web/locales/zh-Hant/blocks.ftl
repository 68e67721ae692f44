# Blocks.

blocks-title = 您不往來的人
blocks-lead = 只有您看得到這份名單，名單上的人不會知道。
blocks-how = 你們不會被介紹給對方，彼此之間也不會有新的往來。已經約定的事仍然有效。
blocks-none = 名單上沒有人。您可以從與對方的預約中加入。
blocks-ask = 不再與 { $name } 往來
blocks-add = 加入名單
blocks-remove = 從名單移除

refusal-blocks-yourself = 這份名單是給別人的：請選另一個人。
refusal-blocks-too-many = 這份名單最多 { $most } 人：請先移除一位，再加入另一位。
refusal-blocks-not-together = 你們兩人之間無法這樣做。請選另一個人。

said-blocked = 你們不再往來。沒有人會被告知。
said-unblocked = 就您而言，你們可以再次往來。
