# Escrow: booking, the statement, why money moved, and receipts.

receipt-title = 收據
receipt-number = 編號 { $number }
receipt-ladder = 錢到哪裡去了
receipt-check = 任何人都能用檢查碼查核這份收據
receipt-print = 列印這份收據
receipt-paid = { $name } 支付了 { $money }，{ $moment }。
receipt-received = { $name } 收到了 { $money }，{ $moment }。

statement-title = 您的錢
statement-available = 您可以使用
statement-pot = 在您的稅款預留
statement-reserved = 保留：正轉往您的銀行，或用於您的出價、認購、詢問或還價
statement-empty = 您在這裡還沒有錢。
statement-moves = 款項往來
statement-none = 還沒有款項往來。

statement-year = { $year }年
statement-csv = 給試算表用（CSV）
statement-print = 列印這一頁
statement-paper-how = 您在這裡的款項摘要，供您留存。這不是報稅表格。
statement-sum = { $month }合計
statement-opening = 期初
statement-closing = 期末
statement-day = 日期
statement-time = 時間
statement-what = 項目
statement-amount = 金額
statement-balance = 餘額
statement-currency = 貨幣
statement-account = 帳戶
statement-why = 原因
statement-booking = 預約
statement-trade = { $other }，{ $what }
statement-to-bank = 轉到您尾號 { $ends_in } 的銀行帳戶
statement-dealings = 往來對象
statement-with = 對象
statement-received = 您收到
statement-paid = 您支付
statement-bookings = { $count } 筆預約

moved-void = 銀行沒有接受，退回
moved-bid = 為出價保留
moved-bid-over = 已釋出：出價不再領先，或拍賣已結束
moved-listing-offer = 為出價保留
moved-listing-offer-over = 已釋出：出價已回覆、收回或結束
moved-pledge = 為認購保留
moved-pledge-over = 已釋出：認購已更改或收回，或團購已結束
moved-deposit = 從您的銀行
moved-payout = 轉到您的銀行
moved-funding = 預約的付款，完成前受到保管
moved-share = 市場的份額
moved-charge = 稅或費用
moved-withholding = 進入您的稅款預留
moved-subsidy = 由基金支付
moved-refund = 從預約退回
moved-pay = 工資
moved-bond = 押金
moved-principal = 借款
moved-amends = 賠償

refusal-ledger-insufficient = 錢要先在您的餘額裡才能使用：請再存入 { $missing }，然後重試。
refusal-ledger-nothing-to-move = 付款要把大於零的錢從一個帳戶移到另一個帳戶：請填大於零的金額。
refusal-ledger-not-pending = 這筆錢之前已付出或退回，只會發生一次：請看您的對帳單。
refusal-ledger-more-than-reserved = 付出的錢不能超過預留的：請選 { $reserved } 或更少。

said-booked = 預約完成，您的錢在完成前受到保管。
said-extended = 從現在起您有更多時間。
said-let-go = 您放棄了它。您不用付錢。
