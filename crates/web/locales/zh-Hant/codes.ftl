# Codes: confirming an address, another address, a new password.

code-title = 輸入您的驗證碼
code-sent = 我們已把六位數字寄到 { $email }。
code-label = 六位數字
code-hint = 我們寄出的訊息裡的六位數字。
code-enter = 確認
code-missing = 沒收到嗎？
code-missing-how = 可能要等一分鐘。也請看看垃圾郵件。
code-again = 再寄一組驗證碼
code-other-address = 地址錯了：更改地址
code-later = 您可以之後再做；在那之前，沒有人找得到您提供的項目，您也不能預約。
code-go-on = 先不確認，繼續
code-unreal = 這個平行市場不寄電子郵件；信上會寫：

code-mail-confirm = { $code } 是您在 { $market } 的驗證碼。請輸入它來確認您的地址。{ $until }前有效。如果您沒有開立帳戶，請不用理會。
code-mail-password = { $code } 是您在 { $market } 設定新密碼的驗證碼。{ $until }前有效。如果您沒有要求，請不用理會：您的密碼不會改變。
code-mail-address = { $code } 是您在 { $market } 使用這個地址的驗證碼。{ $until }前有效。如果您沒有要求，請不用理會。
code-mail-proof = { $code } 是您在 { $market } 繼續操作的驗證碼：憑它可以從您的帳戶付款出去，或改變款項去向。有效至{ $until }。若不是您要求的，表示有人以您的身分登入：請登出所有裝置，並設定新密碼。
proof-sent = 現在請證明是您本人：輸入我們剛寄到 { $email } 的驗證碼。

welcome-title = 您的帳戶已開立
welcome-lead = 您的地址已確認。您想先做什麼？
welcome-go-on = 回到剛才的地方
welcome-offer = 提供工作、物品、場地或商品
welcome-offer-how = 說明您要多少錢、什麼時候可以。然後別人就找得到您。
welcome-find = 找人或找東西
welcome-find-how = 您看到的價格就是全部，完成之前您的錢都很安全。
welcome-details = 加上您的街道或電話
welcome-details-how = 如果別人到您那裡工作，請加上街道；如果您想收簡訊，請加上電話。

address-title = 更改您的電子郵件地址
address-lead = 您的地址是 { $email }。
address-new = 新的電子郵件地址
address-hint = 我們會寄驗證碼到那裡。輸入驗證碼之後，您就用它登入。
address-ask = 寄出驗證碼
address-change = 更改地址
address-until = 在那之前，您的地址仍是 { $email }。
address-again = 使用另一個地址

password-title = 更改您的密碼
password-lead = 密碼更改時，其他裝置都會登出。
password-old = 您目前的密碼
password-change = 更改密碼

new-password-title = 選一個新密碼
new-password-lead = 請填您帳戶的地址。我們會寄驗證碼到那裡，您用它選一個新密碼。
new-password-ask = 寄出驗證碼
new-password-sent = 如果 { $email } 在這裡有帳戶，我們已把六位數字寄到那裡。
new-password-choose = 設定密碼並登入
new-password-out = 密碼更改時，所有裝置都會登出。
new-password-wait = 此後 { $wait }內，沒有通行金鑰就不能轉出款項，也不能更改銀行帳戶：這樣，只進了您信箱的人就拿不走錢。
new-password-again = 再寄一組驗證碼，或使用另一個地址

invalid-password-code = 這不是那組驗證碼，或它已過期：請再看一次，或再寄一組。

refusal-codes-confirmed-before = 您的地址已經確認過了：請繼續。
refusal-codes-expired = 驗證碼幾分鐘內有效，這一組已過期：請再寄一組。
refusal-codes-not-sent = 沒有等待輸入的驗證碼：請寄一組。
refusal-codes-same-address = 這已經是您帳戶的地址：請填另一個。
refusal-codes-too-many = 一小時內寄的驗證碼有限：請等到{ $from }，同時看看垃圾郵件。
refusal-codes-used-up = 輸入錯誤的次數太多，這組驗證碼不再接受：請再寄一組。
refusal-codes-wrong = 這不是我們寄的驗證碼：請再看一次。您還可以試 { $tries_left } 次。

said-address-changed = 您的地址已更改。從現在起用它登入。
said-code-sent = 另一組驗證碼已寄出。
said-password-changed = 您的密碼已更改，其他裝置都已登出。
