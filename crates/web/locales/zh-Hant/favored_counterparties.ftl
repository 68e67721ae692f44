# Favored counterparties.

favorites-title = 您的喜愛名單
favorites-lead = 您樂意再次往來的人。只有您看得到這份名單。搜尋時，您可以讓他們排在前面。
favorites-none = 名單上還沒有人。您可以從預約加入，或在查看選項時加入。
favorites-search = 找人來做幾個小時
favorites-since = 自{ $moment }起
favorites-remove = 從名單移除
favorites-add-name = 把 { $name } 加入喜愛名單
favorites-remove-name = 把 { $name } 從喜愛名單移除
favorites-one = 在您的喜愛名單上

refusal-favored-counterparties-yourself = 喜愛名單是給別人的：請選另一個人。
refusal-favored-counterparties-too-many = 喜愛名單最多 { $most } 人：請先移除一位，再加入另一位。

said-favored = 已加入您的喜愛名單。
said-unfavored = 已從您的喜愛名單移除。
