# People: accounts, sign-in, devices and the money that is set aside for tax.

account-title = 您的帳戶
account-you = 您
account-name = 別人看到的名字
account-phone = 電話號碼
account-place = 地址
account-claims = 對您查核過什麼
account-tax = 為稅款預留的錢
account-devices = 您在哪裡登入
account-sign-out = 登出
account-language = 訊息和頁面的語言
account-language-hint = 我們用它寫信給您，您回來時也用它顯示頁面。
account-unset = 未提供
account-yours = 您的帳戶是您的
account-unconfirmed = 請確認您的地址
account-unconfirmed-why = 您可以到處看、刊登和填寫一切。輸入我們寄給您的驗證碼之後，別人才找得到您提供的項目，您也才能預約。
account-confirm = 輸入驗證碼
account-details-title = 更改您的資料
account-born-kept = 您的生日是{ $date }。它只填一次，因為有些規則以它為準。如果有誤，請寫信給我們，會有人和您一起看證件：
account-save = 儲存

everything-title = 關於您的全部資料
everything-lead = 這個市場在{ $moment }保存的關於您的全部資料。
everything-file = 下載成檔案（JSON）
everything-payments = 您和銀行之間的款項
everything-none = 沒有。
payment-requested = 銀行已收到
payment-done = 完成
payment-failed = 銀行無法辦理

tax-pot-on = 每筆款項有一部分進入您的稅款預留。
tax-pot-off = 每筆款項全部進入您的餘額。
tax-pot-start = 為稅款預留
tax-pot-stop = 停止預留
tax-pot-how = 預留的是您自己的錢，分開存放，讓稅單不會帶來意外。

device-this = 這台裝置
device-since = 自{ $moment }起
device-sign-out = 在那裡登出
device-sign-out-others = 在其他所有地方登出
device-on = { $system } 上的 { $program }

sign-in-title = 登入
sign-in-email = 電子郵件地址
sign-in-password = 密碼
sign-in-go = 登入
sign-in-device = 這部裝置
sign-in-shared = 其他人也使用這部裝置
sign-in-shared-hint = 在圖書館或用別人的手機時請勾選：兩小時後、15 分鐘沒有動作後或關閉瀏覽器時，您會被登出。
sign-in-new = 第一次來嗎？
sign-in-sign-up = 開立帳戶
sign-in-forgotten = 忘記密碼了嗎？
sign-up-title = 開立帳戶
sign-up-lead = 一個帳戶就能工作和預約。
sign-up-steps = 步驟
sign-up-step-you = 您是誰
sign-up-step-code = 您的驗證碼
sign-up-step-next = 接下來
sign-up-password = 密碼
sign-up-kind = 這個帳戶是給誰的？
sign-up-person = 個人
sign-up-organisation = 商家或團體
sign-up-kind-wrong = 請選個人或商家
sign-up-name = 別人看到的名字
sign-up-name-hint = 例如 Ana R.，或商家的名稱。
sign-up-email-hint = 您用它登入。我們現在會寄驗證碼到這裡，絕不寄廣告。
sign-up-password-hint = 至少 { $count } 個字元。三個詞容易記住。
sign-up-born = 生日
sign-up-born-hint = 只有個人需要填。有些規則看年齡；別人看不到。
sign-up-post-code = 郵遞區號
sign-up-post-code-hint = 您住的地方，或商家所在地。
sign-up-street = 街道和門牌，如果別人到您那裡工作
sign-up-street-hint = 只給您預約的人看。
sign-up-phone = 電話，如果您想收簡訊
sign-up-phone-hint = 我們不發廣告。
sign-up-go = 開立帳戶

invalid-age = 請填您出生的日期。帳戶給 { $least } 到 { $most } 歲的人使用。
invalid-born-on = 請填您出生的日期，例如 3 27 1998。
invalid-email = 請填電子郵件地址，例如 name@example.com。
invalid-language = 請用代碼選其中一個語言：{ $words }。
invalid-password = 請填 12 個字元以上的密碼。三個您記得住的詞就夠了。
invalid-password-weak = 這個密碼很快會被猜到：太常見、有規律，或是您自己的名字。請用三、四個沒有人會放在一起的字詞。
invalid-phone = 請填含區碼的電話號碼，例如 (503) 555-0100。其他國家的請以 + 和國碼開頭。
invalid-old-password = 這不是您帳戶的密碼：請再試一次，或用驗證碼選一個新密碼。
invalid-sign-in = 電子郵件地址和密碼不相符：請檢查兩者，再試一次。

refusal-users-name-taken = 每個電子郵件地址有一個帳戶，這個已經有了：請改為登入。
refusal-users-not-this-age = 帳戶給 { $least } 到 { $most } 歲的人使用：請檢查生日。
refusal-users-born-on-kept = 生日只填一次，因為有些規則以它為準：如果有誤，請寫信給我們。
refusal-users-closed = 這個帳戶已關閉：請另開一個帳戶。
refusal-users-closing = 您正在關閉這個帳戶，所以不能再約定新的事：請完成關閉，或十分鐘後再試。
refusal-users-not-confirmed = 地址沒有確認的帳戶不能保留任何東西：請輸入我們寄給您的驗證碼，或再寄一組。
refusal-users-operators-never-trade = 經營市場的人從不在市場裡買賣：請用不屬於他們的帳戶。

refusal-users-seller-not-found = 提供這個項目的人現在不能預約：請選別人。

said-details-saved = 您的資料已儲存。
said-others-out = 您在其他地方都已登出。
said-signed-out = 您已登出。
