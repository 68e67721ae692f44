# Messages between the two sides of a booking.

messages-title = 和 { $name } 的訊息
messages-words = 您的訊息
messages-hint = 只有您和 { $name } 看得到。它會留在這筆預約裡。
messages-send = 送出訊息

said-written = 您的訊息已送出。

notice-trade-written = 一筆預約裡有給您的訊息。請到那筆預約的頁面閱讀。

refusal-messages-too-long = 一則訊息最多 { $most } 個字元：請寫短一點，或再寫一則。
refusal-messages-enough-today = 一筆預約一天最多可寫 { $most } 則訊息，您已寫滿：請打電話給對方，或明天再寫。
refusal-messages-enough = 一筆預約最多可寫 { $most } 則訊息，您已寫滿：請打電話給對方。
