# Known sellers: somebody's own page, and requests for their hours.

sellers-title = 您認識的人
sellers-lead = 曾為您工作的人，和您的最愛。其他人請用他們給您的連結或條碼找到。
sellers-name = 姓名
sellers-name-hint = 輸入三個字母以上，也會找到同意以姓名被找到的人。
sellers-find = 尋找
sellers-none = 還沒有人。為您工作過的人，和您加入最愛的人，之後會在這裡。
sellers-not-found = 沒有您認識或可用此姓名找到的人：{ $name }。請向對方索取連結。
sellers-favorite = 您的最愛
sellers-last-work = 上一次預約

seller-work = 工作
seller-no-work = { $name } 現在不提供工作。
seller-hourly = 每小時 { $money }，未含加價
seller-book = 預約 { $name }
seller-ask = 詢問 { $name }
seller-on-request = { $name } 的這項工作需要先詢問：最多可提出三個時間。
seller-free = 未來兩週的空閒時間
seller-not-free = 不知道有沒有空閒時間：請詢問，或稍後再來。
seller-link = 這個頁面的連結
seller-card = 列印用，附條碼
seller-card-how = 用手機相機對準條碼，或輸入網址。
seller-card-back = 頁面
seller-code = 通往 { $name } 頁面的條碼

seller-page-title = 您自己的頁面
seller-page-lead = 一個有簡短網址的頁面：有連結的人可以看到您提供什麼工作、何時有空，並預約或詢問。
seller-page-none = 您沒有頁面。
seller-page-make = 建立我的頁面
seller-page-offerings = 您提供的項目，以及是馬上預約還是先詢問
seller-page-who = 誰找得到
seller-page-by-link = 只有有連結的人。
seller-page-by-name = 有連結的人，以及登入後尋找 { $name } 的人。
seller-page-by-name-go = 也可以用姓名 { $name } 找到
seller-page-by-link-go = 只用連結
seller-page-drop-title = 移除
seller-page-drop-how = 之後連結和印出的條碼都不再有效。新的頁面會有另一個網址。
seller-page-drop = 移除我的頁面

requests-title = 您詢問過的
requests-none = 您還沒有詢問過任何人。請從您認識的人開始。
requests-received = 別人詢問您的
requests-received-none = 還沒有人詢問您。請把您頁面的連結給客戶。

request-title = 詢問 { $name }
request-lead = 請提出最多三個可以的時間。{ $name } 最多有 { $time } 可以接受其中一個。
request-time-first = 最合適的時間
request-time-other = 另一個可以的時間（{ $number }），如果有
request-see-prices = 看要多少錢
request-go = 詢問 { $name }
request-how = 這對您有約束力：最貴的時間的金額 { $money } 會被保留，直到 { $name } 回覆，最晚 { $until }。在被接受之前您可以收回。您有權得到的補助在預約時扣除。
request-how-given = 在 { $name } 回覆之前這對您有約束力，最晚 { $until }。在被接受之前您可以收回。
request-change = 更改時間

request-open = 請於 { $until } 前回覆
request-accepted = 已接受
request-declined = 已婉拒
request-withdrawn = 已收回
request-expired = 未及時回覆
request-times = 時間
request-most = 金額是最多的數目；未計算補助。
request-receives = 您收到 { $money }
request-pays = 您付 { $money }
request-accept = 接受這個時間
request-bound = 已為此保留 { $money }。
request-withdraw = 收回
request-ask-again = 向 { $name } 詢問其他時間
request-decline-title = 都不行？
request-decline-how = 保留的錢馬上釋出，詢問的人可以找別人。
request-decline = 婉拒
request-reason = 原因，如果您願意說
request-reason-none = 不說明原因
request-reason-not-then = 這些時間都不行。
request-reason-too-far = 太遠了。
request-reason-not-for-me = 這不是適合我的工作。
request-reason-nothing-now = 我現在不接工作。

trade-ask-again = 向 { $name } 詢問同樣工作的其他時間

offering-on-request = 需先詢問
offering-on-request-go = 改為只能先詢問
offering-at-once-go = 改為可以馬上預約
found-on-request = { $work }需要先詢問：透過您的頁面，或認識您的人。

moved-request = 為詢問保留
moved-request-over = 已釋出：詢問已有回覆、已收回或已結束

inbox-request = 查看詢問

said-seller-page-dropped = 您的頁面已移除。
said-request-made = 您已詢問。一有回覆就會通知您。
said-request-accepted = 已接受並預約。
said-request-declined = 已婉拒。
said-request-withdrawn = 已收回。

notice-request-asked = 有人詢問您的時間，最早 { $starts }。請於 { $until } 前回覆。
notice-request-declined = 您詢問的 { $starts } 起的時間被婉拒。保留的錢又是您的了。
notice-request-expired = 您詢問的 { $starts } 起的時間未及時得到回覆。保留的錢又是您的了。
notice-request-missed = 別人詢問您 { $starts } 起的時間，您未及時回覆。詢問已結束。
notice-request-withdrawn = 別人詢問您 { $starts } 起的時間，已被收回。

refusal-known-sellers-not-these-times = 一個詢問提出一到 { $most } 個不同的時間：請選其他時間。
refusal-known-sellers-too-soon = 回覆的時間會少於 { $least_minutes } 分鐘：請選較晚的時間。
refusal-known-sellers-too-many-requests = 您有 { $most } 個詢問尚無回覆：請等候回覆，或收回一個。
refusal-known-sellers-asked-enough = 您在這裡有 { $most } 個詢問尚無回覆：請等候回覆，或收回一個。
refusal-known-sellers-over = 這個詢問已有回覆、已收回或時間已過：請看現在的狀態。
refusal-known-sellers-buyer-gone = 詢問的人已離開或即將離開：沒有可以接受的。
refusal-assets-only-work-on-request = 只有工作可以先詢問：請馬上提供，或收起來。
