# Contracts.

contract-title = 契約
contract-genuine = 這就是雙方同意的文字：檢查碼相符。
contract-not-genuine = 這不是當初同意的文字：檢查碼不符。請告訴我們。
contract-summary = 重點
contract-text = 全文
contract-english-only = 這份契約還沒有這個語言的譯文。有約束力的是英文本。請找您信任的人讀給您聽。
contract-binding = 有約束力的是英文本；這一份供您閱讀。
contract-digest = 有約束力文字的檢查碼：
contract-print = 列印這份契約
contract-in-short-buyer = 您和 { $name }：{ $work }，{ $hours }，{ $place }。
contract-in-short-seller = { $name } 和您：{ $work }，{ $hours }，{ $place }。
contract-pays = 您支付 { $money }。
contract-receives = 您收到 { $money }。
contract-escrow = { $name } 付的錢會為您妥善保管，直到確認為止。
contract-free-until = { $name } 可在{ $moment }前免費取消。
contract-late = 之後取消，{ $name } 要付價格的 { $share }。
contract-always-free = 在交付或寄出之前，{ $name } 可免費取消。
contract-seller = 如果您取消或沒有履行，您收不到錢，您的紀錄也會顯示這件事。
contract-of-ids = 有約束力的文字
contract-of-ids-how = 它用號碼稱呼雙方，因為名字和街道會變。檢查碼是這份文字的。
