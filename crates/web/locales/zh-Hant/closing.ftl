# Closing an account: what is erased, what stays, and what keeps it open.

closing-title = 關閉您的帳戶
closing-lead = 沒有進行中的事情時，您隨時可以關閉帳戶。關閉後無法復原。
closing-erased = 會刪除的
closing-erased-person = 您的名字、地址、電話、生日和密碼。別人看到的名字會變成一條橫線。
closing-erased-checks = 登記機關對您的查核結果
closing-erased-offers = 您刊登的項目會下架，連同說明、每週時段和例外日
closing-erased-photos = 您的照片，但屬於預約的照片除外
closing-erased-inbox = 您的收件匣、喜愛名單、銀行帳戶、預約的街道和備註，以及您登入的裝置
closing-stays = 會留下的
closing-stays-trades = 預約、契約、申訴和相關的文字：它們也屬於對方，您的名字會改成號碼
closing-stays-money = 每一筆金錢往來，您的名字會改成號碼
closing-stays-title = 您賣出或出借的東西的名稱，因為它們寫在別人的收據上
closing-stays-why = 這些會留下，因為對方需要證明約定和付款的內容，帳目也必須完整，讓任何人都能查核。
closing-download = 請先存一份全部資料
closing-password = 您的密碼
closing-go = 永久關閉我的帳戶
closing-not-yet = 還不能關閉
closing-see = 前往

refusal-closing-money-left = 您在這裡還有 { $money }：請先轉出，再關閉帳戶。
refusal-closing-not-begun = 帳戶這段期間仍然開著：請重新開始。
refusal-closing-payment-under-way = 您和銀行之間有款項正在路上：請等它到達，再關閉帳戶。
refusal-closing-trade-under-way = 您有一筆預約還沒結束：請完成或取消它，再關閉帳戶。

said-closed = 您的帳戶已關閉，您的個人資料已刪除。
