# Payment transfer: money from and to a bank.

money-add-title = 存入
money-add-amount = 存入金額
money-add-hint = 從您的銀行。平行市場裡的銀行是虛構的，總是同意。
money-add = 存入
money-out-title = 轉出
money-out-amount = 轉出金額
money-out-hint = 到您的銀行，不收費。
money-out-all = 全部轉出：{ $money }
money-out-part = 轉出一部分
money-out = 轉出

bank-title = 您的銀行帳戶
bank-how = 轉出時錢會到這裡。帳號只交給銀行：這裡只保存尾號，讓您認得出來。
bank-holder = 戶名
bank-holder-hint = 照銀行的寫法。
bank-code = 匯款路線號碼
bank-code-hint = 九位數字，在支票下方。用 IBAN 請留空。
bank-number = 帳號
bank-number-hint = 空格和連字號沒有關係。
bank-name = 新增我的銀行帳戶
bank-change = 更改帳戶
bank-none = 請先說明錢要轉到哪裡。
bank-confirmed = 轉到您尾號 { $ends_in } 的帳戶。
bank-asked = 我們已詢問銀行是否認得您尾號 { $ends_in } 的帳戶。請一分鐘後再看。
bank-unknown = 銀行不認得尾號 { $ends_in } 的帳戶：請重新登記。
payment-on-its-way = 在路上
payment-arrived = 已到達
payment-came-back = 已退回

notice-bank-account-confirmed = 您尾號 { $ends_in } 的銀行帳戶已確認。您可以轉出到這個帳戶。
notice-bank-account-unknown = 銀行不認得尾號 { $ends_in } 的帳戶。請檢查帳號並重新登記。
notice-payment-deposit-done = 從您的銀行來的 { $money } 已在您的餘額，現在可以使用。
notice-payment-deposit-failed = 銀行沒有送出 { $money }。沒有扣款；請詢問您的銀行，再試一次。
notice-payment-payout-done = { $money } 已轉到您的銀行。請查看您的銀行帳戶。
notice-payment-payout-failed = 銀行沒有接受 { $money }。錢已回到您的餘額；請詢問您的銀行，再試一次。

refusal-payment-transfer-not-this-amount = 一次可移動大於零、最多 { $most }：請填這之間的金額。
refusal-payment-transfer-concluded-before = 銀行之前已對這筆付款答覆，以第一次答覆為準：請看您的對帳單。

refusal-payment-transfer-not-a-number = 銀行帳號有 { $least } 到 { $most } 個字母和數字：請再看一次。
refusal-payment-transfer-not-a-bank-code = 這不是匯款路線號碼：請再看一次九位數字。
refusal-payment-transfer-no-bank-code = 這個帳號看不出是哪家銀行：請也填寫匯款路線號碼。
refusal-payment-transfer-no-rail = 銀行和這個市場之間還沒有轉帳管道，所以現在不能存入或提領：請問營運者什麼時候開始。
refusal-payment-transfer-no-bank-account = 錢只轉到您自己的銀行帳戶：請先登記。
refusal-payment-transfer-unconfirmed-bank-account = 錢只轉到銀行認得的帳戶，而銀行還沒確認尾號 { $ends_in } 的帳戶：請等一分鐘，或重新登記。

said-bank-named = 已向銀行詢問您的帳戶。銀行同意後您就可以轉出。
said-money-in = 錢已在您的餘額。
said-money-out = 錢正轉往您的銀行。
said-money-waits = 銀行已收到您的要求。請一分鐘後再看。
