# The frame of every page, the front page, the page of a worker, and what explains the market.

front-more = 其他
front-title = 找人做幾個小時，或讓人找到您
front-lead = 附近的人會列出他們有空的時段。您看得到誰能來、總共多少錢，以及他們收到多少。
front-work = 我可以工作
front-work-how = 說明您做什麼、什麼時候有空、要多少錢。您開的價全歸您。
front-work-start = 提供我的時間
front-sectors = 工作種類
front-sectors-how = 選一種來找人。

frame-find = 找人
frame-work = 工作
frame-bookings = 預約
frame-money = 錢
frame-sign-in = 登入
frame-run-by = { $market } 依照 POEMs 的公開規則運作。
frame-rules = 閱讀規則
frame-about = 關於這個市場
frame-complain = 申訴
frame-accessibility = 無障礙

kept-sign-in = 登入後繼續
kept-signed-out = 您已經登出。您填的內容還在：請登入，再看一次，然後送出。
kept-title = 您已登入
kept-welcome = 您已登入。您填的內容還在等您。
kept-old = 這張表單比您這次造訪還舊。您填的內容還在：請再看一次，然後送出。
kept-go-on = 用我填的內容繼續

about-title = 關於這個市場
about-lead = 這是買賣工時的市場。它依公共契約和公開規則運作，程式碼開放給任何人閱讀。
about-open = 沒有人能付錢排到前面，市場的份額對所有人都一樣。
about-rules = 看每一條規則。
about-parallel = 您在平行市場裡。這裡的人和錢都是虛構的，什麼都可以試。
about-data = 資料來源
about-wages = 各類工作的薪資：美國勞工統計局，職業就業與薪資統計，2025年5月。
about-places = 郵遞區號的地點：GeoNames（geonames.org），授權 CC BY 4.0。
about-people = 平行市場裡的人：由程式編造。
about-programs = 頁面能做的，程式都能做。
about-manual = 閱讀方法。
about-complain = 申訴
about-complain-how = 請告訴我們發生了什麼事：從預約的頁面，或在這裡。每件申訴都有編號和答覆期限。如果答覆沒有幫助，請去找委託我們的主管機關。
about-accessibility = 無障礙
about-accessibility-how = 每一頁都能用鍵盤、螢幕報讀器、小手機操作，不用指令碼也行。如果有一頁不行，請告訴我們：那是我們的錯。


home-title = 您的工作
home-begin = 列出您有空的時段，附近的人會照您的價格預約。
home-begin-account = 開立帳戶。
home-begin-offering = 說明您做什麼、一小時要多少錢。
home-begin-hours = 說明您什麼時候有空。
home-sign-up = 開立帳戶
home-sign-in = 我有帳戶
home-next = 您接下來的預約
home-days = 您接下來幾天
home-more = 您的頁面
home-balance = 您的餘額
home-statement = 錢
home-inbox = 訊息
home-offerings = 您提供的項目
home-availability = 您有空的時段

said-saved = 您的選擇已儲存。
