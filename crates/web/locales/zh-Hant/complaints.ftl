# Complaints: what somebody is not content with.

complaints-title = 申訴
complaints-lead = 請告訴我們一筆預約、某個人或我們出了什麼問題。每件申訴都有編號和答覆期限。
complaints-new = 提出申訴
complaints-one = 申訴 { $number }
complaints-open = 等待答覆
complaints-answered = 已答覆
complaints-how = 請說明發生了什麼事，怎樣才能彌補。會有人閱讀。
complaints-about = 關於哪一筆預約
complaints-statement = 發生了什麼事
complaints-statement-hint = 時間、地點、誰在場，以及您希望我們怎麼做。
complaints-send = 送出申訴
complaints-made = { $moment }提出
complaints-by = 最晚在{ $moment }答覆。答覆會送到您的收件匣，也會寫在這裡。
complaints-answer = 答覆，{ $moment }
complaints-not-content = 不滿意嗎？請帶著這份答覆和編號，去找委託我們的主管機關。
complaints-of-trade = 對這筆預約提出申訴

said-complained = 您的申訴已收到。請記下編號。

notice-complaint-made = 您的申訴 { $number } 已收到，會在{ $answer_by }前答覆。
notice-complaint-answered = 您的申訴 { $number } 已有答覆：請到它的頁面閱讀。

refusal-complaints-too-many = 同時最多可有 { $most } 件申訴等待答覆：請等其中一件答覆，或在答覆後再補充。
refusal-complaints-answered-before = 一件申訴只答覆一次，這件已經答覆：請到它的頁面閱讀。
refusal-complaints-not-for-you = 申訴由營運者的人員答覆：請等候他們的答覆。
