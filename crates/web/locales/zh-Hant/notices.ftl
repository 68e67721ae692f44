# The inbox.

inbox-complaint = 看這件申訴
inbox-title = 訊息
inbox-none = 還沒有訊息。
inbox-new = 新
inbox-trade = 看這筆預約
inbox-money = 看您的錢
mail-about = { $market }：{ $about }
mail-from = { $market } 的訊息
mail-code = 您在 { $market } 的驗證碼
mail-of = { $hours }，在{ $place }
mail-see = 請看這裡：{ $link }
