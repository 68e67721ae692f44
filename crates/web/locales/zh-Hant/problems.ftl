# What goes wrong at any page or call. Each names the rule and the next step.

fault-not-found = 找不到這個頁面
fault-not-found-why = 網址可能有誤，或這個頁面不是給您看的。
fault-ours = 我們這邊出了問題
fault-busy = 市場忙碌中
fault-form = 我們無法接受這張表單
fault-form-forged = 這張表單太舊，或來自別的地方：請重新載入頁面，再送一次。
fault-form-reused = 這張表單之前送過，內容不同：請重新載入頁面，再送一次。
fault-refused = 現在不能這麼做
fault-others = 看看還有誰有空
fault-trade = 前往您的預約
fault-back = 返回
fault-front = 前往首頁
fault-reference = 詢問我們時請附上：

problems-title = 市場為什麼拒絕
problems-code = 它的簡稱：
problems-how = 遇到這種情形時，您前一頁填的內容還在。請修改後再送一次。

problem-request-invalid = 您填的內容有不合的地方：請修改標示的欄位，再送一次。
problem-request-not-found = 這裡沒有您能看的東西：請檢查網址；如果是您的，請登入。
problem-request-signed-out = 這需要登入：請登入後繼續。
problem-request-forged = 用 cookie 做的更改必須證明頁面是您的：請重新載入頁面，或送出您帳戶顯示的標頭 X-CSRF。
problem-request-key-reused = 這個鍵之前用在別的事上：請送當時送的內容，或換一個新的鍵。
problem-request-unavailable = 市場忙碌中，什麼都沒有更改：請一分鐘後再送一次。
problem-request-internal = 我們這邊出了問題，不是您的錯：請再試一次；如果還是不行，請告訴我們參考編號。
problem-request-key-missing = 每次更改都需要自己的鍵，才不會重複：請加上標頭 Idempotency-Key 再送一次。
problem-request-malformed = 我們讀不懂送來的內容：請檢查寫法，再送一次。
problem-request-too-large = 送來的內容太大：請送短一點的。
problem-request-method = 這個網址不做這件事：請看介面說明，了解它能做什麼。
problem-title-unreadable = 無法讀取
problem-title-signed-out = 未登入
problem-title-forbidden = 不是您能做的
problem-title-not-found = 找不到
problem-title-method = 這裡不能這麼做
problem-title-moved-on = 已經不能做了
problem-title-refused = 被拒絕
problem-title-unavailable = 忙碌中
problem-title-internal = 我們的錯誤

invalid-count = 請填整數，例如 12。
invalid-code = 請輸入代碼的六位數字。
invalid-after = 請從清單開頭開始，或使用前一頁給的下一頁網址。
invalid-amount = 請填大於零的金額，例如 18.50。
invalid-date = 請選一個日期和開始時間，而且當地的時鐘上要有這個時間。
invalid-bool = 請回答 true 或 false。
invalid-day = 請填日期，例如 2026-11-27。
invalid-id = 請給一個存在的 id，照市場給的寫。
invalid-minor = 請以最小單位的整數給金額：1850 就是 18.50。
invalid-money = 請以最小單位和貨幣給金額，例如 1850 和 USD。
invalid-span = 請給開始和較晚的結束時間，兩者都在一刻鐘上，相隔最多 400 天。
invalid-time = 請填時刻，例如 2026-11-27T17:00:00Z。
invalid-clock-time = 請填時間，例如 17:30；時鐘上出現兩次的時間，請加上時差寫成 01:30-08:00。
invalid-offset = 這一天的時鐘上，這個時間沒有這個時差：請去掉時差，或寫另一個。
invalid-time-of-day = 請填一天中的時間，例如 17:30。
invalid-text-control = 請用手重新輸入：內容含有無法顯示的符號。
invalid-text-long = 請寫短一點：最多 { $most } 個字元。
invalid-text-nothing = 請在這裡填寫。
invalid-text-short = 請多寫一點：至少 { $least } 個字元。
invalid-word = 請選其中一個：{ $words }。
invalid-currency = 請選這個市場使用的貨幣，例如 USD。
invalid-post-code = 請填我們認得的五碼郵遞區號，例如 97205。
invalid-sector = 請從清單選一種工作。

refusal-command-not-yours = 只有它所屬的人能這麼做：請用它所屬的帳戶登入。
refusal-command-not-the-market = 這由市場自己做，或由銀行或登記機關做：請等候。
