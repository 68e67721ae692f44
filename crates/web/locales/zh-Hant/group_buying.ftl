# 團購：團購、認購，以及結果。

pools-title = 一起買
pools-lead = 認購的件數越多，每件越便宜。最後大家付同樣的價錢，或者誰都不用付。
pools-none = 現在沒有團購。請明天再來看，或用您提供的東西自己開一個。
pools-selling = 您賣給團購的東西
pools-selling-none = 您還沒有開過團購。請從您提供的東西開始。
pools-pledged = 您認購的東西
pools-pledged-none = 您還沒有認購任何東西。
pools-more = 後面的團購
pools-price = 現在每件 { $money }
pools-price-first = 認購夠了就是每件 { $money }
pools-price-was = 每件 { $money }
pools-price-none = 沒有達到任何價錢
pools-pieces = { $count } 件
pools-so-many = 已認購 { $pieces }。
pools-next = 已認購 { $pieces }。再有 { $missing }，每件就是 { $money }。
pools-yours = 您的：{ $pieces }
pools-closes = { $moment }結束
pools-closed = 已於{ $moment }結束
pools-you-pledged = 您已認購
pools-bought = 歸您了
pools-released = 沒有達到：您的認購已解除
pools-refused = 沒能為您預訂
pools-reached = 已達到
pools-missed = 沒有達到
pools-called-off = 已取消
pools-now = 現在每件
pools-first = 每件，認購夠了就是
pools-was = 最後每件
pools-would-have-been = 每件，如果認購夠了
pools-see-booking = 查看預訂
pools-tiers = 價錢
pools-tier = { $pieces }起：每件 { $money }
pools-tier-reached = 已達到
pools-seller = 賣家
pools-seller-has = { $name }，{ $pieces }
pools-delivery = 送貨
pools-locks = 認購保留起始
pools-own = 您認購了
pools-own-most = 您每件最多付
pools-set-aside = 為此保留
pools-own-seller = 您會向這位買
pools-pledge = 認購
pools-change = 更改您的認購
pools-how = 我們會保留您的件數按第一個價錢（或您的最高價）計算的金額，連同加價；您絕不會多付，便宜的部分會還給您。結束前 { $time }之前可以收回；之後只有在沒有已達到的價錢靠它維持時才可以。
pools-sign-in = 登入後認購
pools-how-many = 幾件
pools-from-to = { $least } 至 { $most } 件。
pools-from-to-in-all = { $least } 至 { $most } 件。最少的件數連加價合計最多 { $money }。
pools-most-each = 您每件最多付多少
pools-most-each-hint = 可以留空：那麼任何一個價錢您都付。如果低於最後的價錢，您的認購會解除。
pools-withdraw = 收回您的認購
pools-call-off = 取消團購
pools-look-again = 看看現在怎樣

pool-new = 賣給團購
pool-new-title = 賣給團購：{ $title }
pool-new-lead = 認購的件數越多，每件越便宜。最後大家付達到的價錢；如果一個都沒達到，您就什麼也不賣。期間不以其他方式出售。
pool-new-tier-count = 價錢 { $number }：從幾件起
pool-new-tier-each = 價錢 { $number }：每件
pool-new-more-tiers = 更多價錢
pool-new-meant = 您確定嗎？
pool-new-meant-yes = 是，我知道少一件會讓我收得更多
pool-new-pieces = 總共幾件
pool-new-left = 您還有 { $left } 件。全部認購後會馬上結束。
pool-new-least = 每位買家最少幾件
pool-new-most = 每位買家最多幾件
pool-new-most-hint = 這樣就沒有人全部拿走。
pool-new-length = 多久
pool-new-length-hint = 最後 { $time }您不能取消，價錢所依靠的認購也會保留。
pool-new-joinable = 其他賣家
pool-new-joinable-yes = 他們可以按這些價錢，和我一起賣同樣的東西
pool-new-go = 開團

pool-join = 和他們一起賣
pool-join-title = 和他們一起賣：{ $title }
pool-join-lead = 您的件數按定好的價錢和他們的放在一起。先加入的賣家剩得不夠時，買家就是您的。結束前不以其他方式出售。
pool-join-none = 您沒有提供以同樣方式交付的同類東西。請先提供。
pool-join-which = 您拿出什麼
pool-join-which-wrong = 請選擇您拿出什麼。
pool-join-left = { $title }，剩 { $left } 件
pool-join-pieces = 幾件
pool-join-go = 加入

inbox-pool = 查看團購

said-pledged = 您已認購。
said-pledged-last = 您拿了最後的：已經結束，所有認購現在都在預訂。
said-pledge-withdrawn = 您的認購已收回。
said-pool-opened = 已開團。
said-pool-called-off = 已取消。
said-pool-joined = 您的件數已加入。

notice-pool-tier-reached = 達到了一個價錢：每件 { $each }，已認購 { $pieces } 件。
notice-pool-bought = 以每件 { $each } 結束，您的已預訂。保留的金額中有 { $back } 還給您。
notice-pool-released = 沒有達到您願意付的價錢。為您的認購保留的金額還給您了。
notice-pool-refused = 您認購的沒能預訂：規則不再允許、賣家已離開，或價錢比保留的金額高。保留的金額還給您了。
notice-pool-sold = 以每件 { $each } 結束：賣出 { $pieces } 件。請查看您的預訂。
notice-pool-missed = 沒有達到任何價錢：什麼也沒賣出，所有件數都回到您的庫存。
notice-pool-called-off = 已取消。不再保留任何金額。

refusal-group-buying-bad-pool = { $field ->
    [piece_count] 總件數不少於最後一個價錢要求的件數，也不少於一位買家要的件數：請寫另一個數字。
    [least_pieces] 每位買家最少一件：請寫另一個數字。
    [most_pieces] 每位買家最多的件數不少於最少的件數，也不多於總件數：請寫另一個數字。
   *[other] 每個價錢的件數要比前一個多，價錢要比前一個低：請寫其他價錢。
}
refusal-group-buying-not-that-long = 團購為期 { $least_hours } 小時至 { $most_days } 天：請選擇其他長度。
refusal-group-buying-too-many-tiers = 最多 { $most } 個價錢：請去掉一些。
refusal-group-buying-less-for-more = 價錢 { $tier } 讓您收到的，比少一件時按前一個價錢還少。請寫更高的價錢或更多件數，或說明您確定。
refusal-group-buying-over = 認購已結束：請看結果。
refusal-group-buying-own-pool = 沒有人認購自己賣的東西：請讓別人來。
refusal-group-buying-not-this-many = 一份認購是 { $least } 至 { $most } 件：請寫另一個數字。
refusal-group-buying-too-few-left = 您最多可以認購 { $left } 件：沒有賣家剩得更多。請寫另一個數字。
refusal-group-buying-too-low = 最低的價錢是每件 { $least }：請寫這個或更高，或留空。
refusal-group-buying-too-many-pledges = 已有 { $most } 份認購，不再接受：請找別的。
refusal-group-buying-no-pledge = 您在這裡沒有可以收回的認購。
refusal-group-buying-locked = 一個已達到的價錢靠您的認購維持，所以它保持不變：您只能增加。
refusal-group-buying-bound = 別人已認購，而且快結束了：不能再取消。
refusal-group-buying-not-joinable = 您的東西不能放在這裡：不讓別人加入、賣家已經夠多，或是另一類東西。請自己開一個。
refusal-group-buying-already-in = 您已經在這裡拿出東西了：請讓別人來。
