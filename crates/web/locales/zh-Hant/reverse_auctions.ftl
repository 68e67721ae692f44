# 反向競價：工作由願意以最低價做的人得到。

reverse-title = 工作招標（低價得）
reverse-lead = 有人有一份定時的工作，說明最多付多少；賣方互相壓低價格，最低者得到。任何出價都不低於最低工資。
reverse-none = 現在沒有工作。請明天再看，或自己放出一份。
reverse-new = 放出一份工作
reverse-made = 您放出的
reverse-made-none = 您還沒有放出過。
reverse-bid-in = 您出過價的
reverse-bid-in-none = 您還沒有出過價。
reverse-closes = 出價至 { $moment }
reverse-closed = 出價已於 { $moment } 截止
reverse-open = 接受出價
reverse-you-lead = 您領先
reverse-you-do-not-lead = 別人領先
reverse-offered = 等待答覆
reverse-endings = 結果
reverse-ending-taken = 接受了最低價
reverse-ending-unsold = 沒有人得到
reverse-ending-called-off = 已取消
reverse-ending-lapsed = 沒有及時答覆
reverse-ending-not-needed = 拒絕：不再需要
reverse-ending-too-low = 拒絕：太低做不好
reverse-ending-not-as-asked = 拒絕：不是所要的
reverse-ending-bad-experience = 拒絕：以前有不好的經驗
reverse-reason-not-needed = 我不再需要
reverse-reason-too-low = 這個價錢做不好
reverse-reason-not-as-asked = 賣方不做我要的
reverse-reason-bad-experience = 我與這位賣方有不好的經驗
reverse-call-off = 取消
reverse-price-now = 目前價格，未加手續費
reverse-top = 最多支付，未加手續費
reverse-top-hint = 連同手續費預留至您答覆為止。
reverse-step = 每次出價至少低
reverse-own-rank = 您的名次
reverse-own-least = 您的最低價
reverse-view = 賣方彼此看到什麼
reverse-view-rank = 只有自己的名次
reverse-view-price = 也有價格
reverse-bid = 出價
reverse-lower = 降低您的出價
reverse-bid-how = 寫下您願意做的最低價。沒有別人看得到：市場替您往下出價，絕不低於它。您的出價有約束力。
reverse-sign-in = 登入以出價
reverse-least = 您願意做的最低價
reverse-least-hint = 全部工作的總價，未加手續費。不得低於這些時數的最低工資。
reverse-low = 這遠低於其他人的出價。若您確定，請說明成本和預計時間；買方會看到。
reverse-cost = 您的成本
reverse-cost-minutes = 您預計工作多少分鐘
reverse-lowest = 最低價
reverse-lowest-is = { $name } 願意做：您總共支付 { $money }。請在 { $until } 前接受或拒絕。
reverse-lowest-said = 這遠低於其他出價。賣方說成本為 { $money }，預計 { $time }。
reverse-take = 以 { $money } 接受
reverse-decline = 拒絕
reverse-new-lead = 說明要做什麼、何時做，以及最多付多少。最低的出價會為您保留，比第二低的低一級。
reverse-new-what = 要做什麼
reverse-new-length = 接受出價多久
reverse-new-length-hint = 之後您有 { $time } 答覆，工作在那之後才開始。
reverse-new-go = 放出

inbox-reverse-auction = 查看放出的工作

said-reverse-opened = 已放出。
said-reverse-off = 已取消放出的工作。
said-reverse-leads = 您領先。
said-reverse-does-not-lead = 您的出價已收到，別人領先。
said-reverse-taken = 已接受並預訂。
said-reverse-declined = 已拒絕。

moved-reverse-auction = 為放出的工作預留
moved-reverse-auction-over = 又可使用：您放出的工作已預訂或已結束

notice-reverse-auction-overtaken = 您出價的工作有別人領先。您可以再降低。
notice-reverse-auction-offered = 您放出的工作已截止出價：最低價您總共支付 { $pays }。請在 { $until } 前接受或拒絕。
notice-reverse-auction-won = 您的出價最低：買方若在 { $until } 前接受，您收到 { $receives }。期間您的時間為此保留。
notice-reverse-auction-lost = 您出價的工作給了別人，或沒有人得到。
notice-reverse-auction-unsold = 沒有人得到您放出的工作。預留的錢又是您的。
notice-reverse-auction-declined = 買方拒絕了。您的時間又空出來了。
notice-reverse-auction-lapsed = 買方沒有及時答覆：沒有預訂，也不再預留。

refusal-reverse-auctions-bad-auction = { $field ->
    [span] 工作要在出價截止、您有時間答覆之後才開始：請選較晚的日子，或縮短出價時間。
    [top] 最多支付的金額要大於零，且不超過上限：請寫另一個金額。
    [least] 最低價要大於零：請寫另一個金額。
    [cost] 成本要大於零：請寫另一個金額。
   *[other] 工作需要一些分鐘：請寫另一個數字。
}
refusal-reverse-auctions-not-that-long = 接受出價的時間為 { $least_hours } 小時至 { $most_days } 天：請選擇其他長度。
refusal-reverse-auctions-over = 出價已截止：請看結果。
refusal-reverse-auctions-own-auction = 這是您自己放出的：請讓別人出價。
refusal-reverse-auctions-not-this-sector = 您提供的與這份工作不是同一類：請選別的。
refusal-reverse-auctions-too-high = 現在的出價要在 { $most } 以下：請寫低一些。
refusal-reverse-auctions-not-low = 沒有低於目前的價格：請寫低一些。
refusal-reverse-auctions-abnormally-low = 這遠低於其他人的出價：請說明成本和預計時間，或寫高一些。
refusal-reverse-auctions-too-many-bids = 已有 { $most } 次出價，不再接受：請找別的工作。
refusal-reverse-auctions-has-bids = 已有人出價，不能取消：請在出價截止後答覆。
refusal-reverse-auctions-nothing-offered = 現在沒有可答覆的：請看目前情況。
