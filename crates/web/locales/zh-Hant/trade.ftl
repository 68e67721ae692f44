# The trade: its page, stages, timeline, notices and refusals.

trade-line-done = 完成
trade-line-now = 現在
trade-line-next = 接下來
trade-line-stopped = 已停止
trade-title = { $name }，{ $work }
trade-facts = 這筆預約
trade-money = 錢
trade-ladder = 約定的價格
trade-ladder-settled = 支付的價格
trade-you = 您
trade-seller = 工作
trade-lends = 出借
trade-sells = 出售
trade-buyer = 付款
trade-for = 內容
trade-reference = 參考編號
trade-papers = 文件
trade-contract = 閱讀契約
trade-receipt = 看收據
trade-book-title = 向 { $name } 預約
trade-held-until = 這會為您保留到{ $moment }。
trade-balance = 您的餘額是 { $money }。
trade-short = 您還需要 { $money }。請從銀行存入，再預約。
trade-book = 預約並支付 { $money }
trade-extend = 我需要更多時間
trade-let-go = 放棄
trade-lapsed = 這不再為您保留。您沒有付錢。
trade-search-again = 再找一次
arrival-title = 在哪裡工作
arrival-known = { $street }。更改它，或說明怎麼到達
arrival-street = 街道和門牌
arrival-street-hint = 在您搜尋的郵遞區號內。預約之後工作者才看得到。
arrival-note = 到達說明
arrival-note-hint = 走哪個門、找誰、穿什麼。可以留空。
arrival-phone = { $name } 的電話
trade-code = 您的代碼：見面時出示
trade-code-start = { $name } 輸入它來開始。之後這裡會出現另一個代碼。
trade-code-stop = { $name } 開始於{ $moment }。工作結束時請出示這個代碼：{ $name } 輸入它，時數就登記好等您確認。
trade-unpaid = 沒有人付錢：這段時間是無償付出的。
trade-agree-unpaid = 同意
trade-bond = 其中 { $money } 是押金，一切沒問題就退還。
trade-and-bond = 另加押金 { $money }，一切沒問題就退還。
trade-replace-title = 找別人
trade-replace-how = 還剩{ $length }，到{ $moment }為止。您會看到附近誰有空和今天的價格；街道和到達說明會保留。在您同意之前什麼都不會預約。
trade-replace = 現在誰有空？
trade-again = 再預約 { $name } 一次
trade-calendar = 放進我的行事曆

trades-title = 您的預約
trades-none = 您還沒有預約。
trades-find = 找人來做幾個小時
trades-work = 提供您自己的時間
trades-open = 未來的
trades-over = 結束的
trades-you-pay = 您支付 { $money }
trades-you-receive = 您收到 { $money }
trades-unpaid = 無償

steps-label = 這筆預約的進度
steps-by = { $moment }前
steps-claimed = 對押金提出了要求
steps-handed-over = 已交付或寄出
steps-agree = { $you ->
    [yes] 您同意
   *[no] { $name } 同意
}
steps-begin-work = { $you ->
    [yes] 您工作
   *[no] { $name } 工作
}
steps-begin-use = { $you ->
    [yes] 您交付
   *[no] { $name } 交付
}
steps-begin-bond = 押金受到保管
steps-begin-goods = { $you ->
    [yes] 您備好商品
   *[no] { $name } 備好商品
}
steps-begin-other = { $you ->
    [yes] 您做該做的
   *[no] { $name } 做該做的
}
steps-record-work = { $you ->
    [yes] 您登記時數
   *[no] { $name } 登記時數
}
steps-record-use = { $you ->
    [yes] 您在交付時輸入代碼
   *[no] { $name } 在交付時輸入代碼
}
steps-record-bond = { $you ->
    [yes] 您拿回東西，或說明損壞
   *[no] { $name } 拿回東西，或說明損壞
}
steps-record-goods = { $you ->
    [yes] 您交付或寄出商品
   *[no] { $name } 交付或寄出商品
}
steps-record-other = { $you ->
    [yes] 您說明應得多少
   *[no] { $name } 說明應得多少
}
steps-confirm-work = { $you ->
    [yes] 您確認時數
   *[no] { $name } 確認時數
}
steps-confirm-use = { $you ->
    [yes] 您確認交付
   *[no] { $name } 確認交付
}
steps-confirm-bond = { $you ->
    [yes] 您回答這個要求
   *[no] { $name } 回答這個要求
}
steps-confirm-goods = { $you ->
    [yes] 您確認已到達
   *[no] { $name } 確認已到達
}
steps-confirm-other = { $you ->
    [yes] 您確認
   *[no] { $name } 確認
}
steps-answer = { $you ->
    [yes] 您回答這項回報
   *[no] { $name } 回答這項回報
}
steps-pay = { $you ->
    [yes] 您存入款項
   *[no] { $name } 存入款項
}
steps-settle = 雙方同意一個金額

papers-back = 回到預約

stage-held = 已保留，尚未預約
stage-lapsed = 已放棄
stage-booked = 已預約
stage-recorded = 待確認
stage-reported = 已回報
stage-overdue = 缺款項
stage-disputed = 有爭議
stage-kept = 完成
stage-settled = 已解決
stage-cancelled = 已取消
stage-missed = 什麼都沒來，錢已退回
stage-returned = 已退貨，錢已退回
stage-buyer-absent = 沒有人來拿
stage-unpaid = 未付款

promise-work = 工作
promise-use = 使用
promise-bond = 押金
promise-goods = 商品
promise-milestone = 工作階段
promise-licence = 授權
promise-advance = 借款
promise-repayment = 還款
promise-premium = 保費
promise-cover = 保障
promise-grant = 補助
promise-amends = 賠償

part-hours = { $length }
part-distance = 距離 { $distance }
part-pieces = { $count } × { $title }
part-recorded = 已登記{ $length }
part-waiting = 尚未入帳
part-open = 錢受到保管
part-recorded-stage = 等待確認
part-reported = 已回報沒有來
part-overdue = 錢沒有到
part-disputed = 雙方意見不同
part-closed = 完成
part-void = 已被取代

silence-lapse = 否則就算放棄，什麼都不付。
silence-nudge = 會提醒雙方。
silence-collect = 否則會再試一次。
silence-confirm = 不表示意見就算同意。
silence-all = 如果沒有人表示意見，全數付款。
silence-nothing = 如果沒有人表示意見，錢會退回。
silence-settle = 如果沒有人接受提議，就付爭議金額的一半，但不少於提出的，也不多於要求的。

event-held = 為買方保留
event-extended = 延長考慮時間
event-lapsed = 已放棄，不用付錢
event-booked = 已同意，錢受到保管
event-funded = 錢受到保管
event-overdue = 錢沒有到
event-recorded = 已登記完成
event-not-taken = 已登記：沒有人在場接收
event-confirmed = 已確認並付款
event-approved = 期限內沒有人反對，已付款
event-objected = 不同意登記的內容
event-offered = 提出一個解決金額
event-settled = 經雙方同意解決
event-settled-by-time = 期限內沒有人接受：依契約解決
event-sent-back = 要求再做一次
event-reported = 回報什麼都沒來
event-return-reported = 已退貨
event-missed = 什麼都沒來，錢全部退回
event-returned = 已回到賣方，錢已退回
event-unclaimed = 沒有提出要求，押金已退還
event-brought-back = 已歸還
event-arrived = 已到達
event-evidence-added = 補充了資料
event-called-off-by-buyer = 買方取消
event-called-off-by-seller = 賣方取消
event-called-off-with-others = 因同組另一項取消而一併取消
event-collected = 欠款已付清
event-collected-in-part = 欠款已付一部分
event-given-up = 欠款已放棄追收
event-started = 在門口開始
event-stopped = 在門口結束
event-runs-late = 通知會遲到

given-agreed = 已同意
given-confirmed = 已確認
given-approved = 期限內沒有人反對，算作確認

notice-trade-booked-seller = 有人預約您。{ $starts }開始，您會收到 { $receives }。地點請看這筆預約。
notice-trade-booked-buyer = 您的預約完成。{ $starts }開始，價格 { $pays }。您的錢在完成前受到保管。
notice-trade-agreed-unpaid = 已同意。{ $starts }開始。沒有人付錢。
notice-trade-prompt-hours = 工作結束了。請在{ $approves }前登記您的時數，否則全部預約時數都算已工作。
notice-trade-prompt = 結束了。請在{ $until }前說明結果。
notice-trade-recorded-hours = 已登記{ $worked_minutes }。請在{ $approves }前確認；如果您不表示意見，這些時數就算正確。
notice-trade-recorded = 已交付或寄出。請在{ $approves }前確認；不表示意見就算同意。
notice-trade-claimed = 有人對您的押金要求 { $money }。請在{ $approves }前回答；不表示意見就算同意。
notice-trade-not-taken = 對方說您不在。這樣會付 { $money }。請在{ $approves }前回答。
notice-trade-reported = 對方說什麼都沒來。如果有，請在{ $answer_by }前說明，否則錢會退回。
notice-trade-return-reported = 對方要退回。請在{ $answer_by }前說明是否收到；之後錢會退回。
notice-trade-missed = 沒有人回答「什麼都沒來」的回報。錢已退回。
notice-trade-return-accepted = 您退回的東西已到達。{ $money } 已回到您的餘額。
notice-trade-objected = 對方不同意。有 { $money } 有爭議：請在{ $until }前提出金額，或接受一個。
notice-trade-offered = 對方提議以 { $money } 解決。請到這筆預約接受，或提出另一個金額。
notice-trade-sent-back = 對方要求在{ $until }前再做一次。
notice-trade-paid = 您收到了 { $money }，現在已在您的餘額。
notice-trade-settled = 您支付了 { $money }。收據已在這筆預約中。
notice-trade-bond-back = 您的押金 { $money } 已回到您的餘額。
notice-trade-brought-back = 對方說已經歸還。如果有什麼不對，請在{ $until }前提出要求。
notice-trade-called-off = { $starts }的預約已取消。您這一方的金額現在是 { $money }。原因請看這筆預約。
notice-trade-overdue = 一筆預約的錢沒有到。會再試一次；如果該由您付，請存入餘額。
notice-trade-given-up = 一筆預約的錢始終沒有到，不再重試。
notice-trade-started = 工作開始於{ $started }。結束時，請出示預約頁面上的新代碼。
notice-trade-late = 對方會遲到{ $late_minutes }。價格和時間不變。
notice-trade-seller-called-off = 對方取消了{ $starts }的預約。您的錢已全部退回。在預約的頁面按一個按鈕，就能找別人來做同樣的時間。

refusal-trade-not-the-buyer = 只有預約的人能這麼做：請用那個帳戶登入。
refusal-trade-not-the-seller = 只有被預約的人能這麼做：請用那個帳戶登入。
refusal-trade-not-a-side = 只有這筆預約的雙方能這麼做：請用其中一方的帳戶登入。
refusal-trade-own-offering = 您不能預約自己：請選另一個人。
refusal-trade-in-bundle = 這項與其他項目一併保留：請一次過全部預訂或全部放棄。
refusal-trade-not-of-this-kind = 這個步驟不屬於這種預約：請看這筆預約的下一步。
refusal-trade-price-changed = 您只付您看過的價格，而現在是 { $pays }：請再看一次，然後預約或選另一個人。
refusal-trade-changed = 您只確認您看過的內容，而它已更改：請再看一次這筆預約。
refusal-trade-hold-ended = 我們只短時間保留，時間已過：請重新選擇。
refusal-trade-no-more-extensions = 您要求延長的次數已用完：請現在預約，或放棄。
refusal-trade-no-more-time = { $ends }之後就不能預約，所以不再延長保留：請現在預約，或放棄。
refusal-trade-too-many-holds = 您考慮時最多可同時保留 { $most } 項，最早的一項到{ $ends }為止：請預約其中一項，或放棄一項。
refusal-trade-day-is-held = 其他人正在考慮當天的 { $most } 項預約，已達同時上限：請過幾分鐘再試，或選擇另一天。
refusal-trade-not-begun = 這要等到開始：請在{ $starts }以後再來。
refusal-trade-begun = 這只能在開始之前做，而它已經開始：請看這筆預約的下一步。
refusal-trade-not-over = 這要等到結束：請在{ $ends }以後再來。
refusal-trade-not-now = { $stage ->
    [held] 這已保留但尚未預約，所以要等：請先預約。
    [lapsed] 考慮的時間已過，這已放棄：請重新搜尋再預約。
    [booked] 這已預約，所以這個步驟已完成或要等：請看這筆預約的下一步。
    [waiting] 這筆錢還沒到期，所以要等：請看這筆預約的日期。
    [open] 這個步驟要等：請看這筆預約的下一步。
    [recorded] 應得的已登記，所以不能再這麼做：請看這筆預約的下一步。
    [reported] 有回報說什麼都沒來，所以要等：請看這筆預約由誰在何時前回答。
    [disputed] 雙方意見不同，所以要等：請提出金額或接受一個。
    [closed] 這已解決，不能再更改：請看收據。
    [ended] 這筆預約已結束，不能再更改：請看收據。
   *[other] 這筆預約已有進展，現在不能這麼做：請看這筆預約的下一步。
}

refusal-arrival-no-street = 工作的人要找得到路，而我們不知道您在這個郵遞區號的街道：請填街道和門牌。

step-start-ahead = 您到達時，{ $name } 會出示六位數字的代碼：在這裡輸入，您的時間就開始計算。
trade-hours-by-hand = 沒有代碼？自己登記時數
trade-hours-written = 您的時數已登記
trade-hours-change = 更改時數
trade-hours-until = { $length }。{ $name } 會在{ $moment }之前確認是否正確；如果沒有回應，您就會收到款項。
trade-hours-sent = { $length }。{ $name } 會確認是否正確。
trades-asks = 待辦
asks-book = 預約，或放棄
asks-record = 登記您的時數
asks-begin = 現在：輸入代碼
asks-confirm = 確認是否正確
asks-answer = 回應通報
asks-settle = 達成協議
asks-pay = 補足款項
trade-time = 時間
