gallery-title = 頁面的組件
gallery-lead = 每個組件的每種狀態，供人查看。
gallery-market = Portland Hours
gallery-run-by = 由 Portland Works Co-op 依 POEMs 的公開規則經營。
gallery-nav-find = 找工時
gallery-nav-bookings = 預約
gallery-nav-money = 錢
gallery-code = 閱讀程式碼
gallery-rules = 閱讀規則
gallery-complain = 提出申訴
gallery-accessibility = 無障礙
gallery-clock-start = 到班次開始
gallery-clock-end = 到班次結束
gallery-clock-friday = 到星期五

gallery-ladder = 價格階梯
gallery-day-strip = 一天的時段
gallery-trade-line = 這筆預約的進度
gallery-options = 誰有空
gallery-form = 您需要什麼？
gallery-refused = 被拒絕的表單
gallery-check = 預約前請檢查
gallery-messages = 訊息
gallery-receipt = 全部完成時

gallery-you-pay = 您支付
gallery-full-price = 全價
gallery-own-price = { $name } 要求
gallery-receives = { $name } 收到
gallery-fund = 首次僱用基金支付
gallery-fund-party = 來自首次僱用基金
gallery-fund-why = 小型商家第一次僱人時，基金每小時支付 { $amount }。
gallery-share = 市場的份額，{ $share }
gallery-share-party = 給 POEMs 和 Portland Works Co-op
gallery-share-why = 份額由法律規定，按工作者要求的價格計算，不按稅計算。雙方各得一半。
gallery-tax = 代扣的稅
gallery-tax-party = 以工作者的名義交給稅務機關
gallery-tax-why = 工作地點的規則有此要求，並計入工作者自己的稅。
gallery-ladder-full = { $name }，廚房雜工，{ $hours }
gallery-ladder-plain = 同樣的時數，沒有基金和稅

gallery-barred-minor = 未滿 18 歲的人夜間不得工作
gallery-barred-rest = 4 小時後必須休息

gallery-by = { $moment }前
gallery-line-running = 這筆預約的進度
gallery-line-stopped = 一筆取消的預約
gallery-step-booked = 您預約了 { $name }
gallery-step-held = 您付入了 { $amount }
gallery-step-held-note = 錢受到保管。工作完成前沒有人能拿走。
gallery-step-worked = { $name } 開始工作
gallery-step-confirm = 確認工作了{ $hours }
gallery-step-confirm-note = 如果您不表示意見，那時就全數付給 { $name }。
gallery-step-paid = { $name } 收到錢
gallery-step-paid-when = 您一確認就付
gallery-step-cancelled = { $name } 取消了
gallery-step-cancelled-note = 全部 { $amount } 已回到您的餘額。

gallery-found = { $hours }有 { $count } 人有空
gallery-porter = 廚房雜工
gallery-cook = 廚師
gallery-server = 服務生
gallery-card-checked = 食品處理證，已查核
gallery-choose = 選 { $name }

gallery-work = 工作
gallery-day = 日期
gallery-from = 開始
gallery-from-hint = 一刻鐘上的時間，例如下午5時15分
gallery-most = 您最多願意付多少
gallery-most-hint = 全部時數合計
gallery-order = 先顯示
gallery-order-price = 價格最低
gallery-order-kept = 最可靠
gallery-conditions = 您提供
gallery-uniform = 圍裙和手套
gallery-meal = 一餐
gallery-note = 他們該知道什麼？
gallery-note-hint = 走哪個門、穿什麼
gallery-find = 找人
gallery-save = 存起來以後用

gallery-email = 電子郵件
gallery-email-wrong = 請填電子郵件地址，例如 name@example.com
gallery-password = 密碼
gallery-password-hint = 12 個字元以上。三個您記得住的詞就可以。
gallery-born = 您什麼時候出生？
gallery-born-hint = 例如 3 27 1998
gallery-born-wrong = 請填存在的日期
gallery-rate = 您一小時要多少錢
gallery-rate-missing = 請填您一小時要多少錢，例如 18.50
gallery-register = 開立我的帳戶

gallery-hours = 時間
gallery-place = 地點
gallery-book = 預約 { $name } 並付款

gallery-notice-good = 您的時段已儲存。
gallery-notice-plain = 重新載入時，這一頁會自動更新。
gallery-notice-caution = 請只在這裡付款。在市場外付的錢不受保管。
gallery-notice-bad = 銀行沒有回應。沒有款項移動。請一分鐘後再試。
gallery-tag-held = 已預約
gallery-tag-paid = 已付款
gallery-tag-waiting = 等您處理
gallery-tag-cancelled = 已取消
gallery-nobody = { $time }沒有人有空。
gallery-nearest-time = { $time }有 { $count } 人有空
gallery-nearest-place = { $distance }以內有 { $count } 人有空


gallery-buyer = 買方
gallery-seller = 工作者
gallery-moved = { $moment }付給 { $name }
