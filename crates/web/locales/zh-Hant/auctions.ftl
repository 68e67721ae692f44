# Auctions: lots, bids, and what comes after.

auctions-title = 拍賣
auctions-lead = 說出您最多願意付多少。我們替您出價，只出到剛好領先為止。
auctions-none = 現在沒有拍賣。請明天再來看，或自己拿東西出來拍賣。
auctions-selling = 您拿出來拍賣的東西
auctions-selling-none = 您還沒有拿東西出來拍賣。請從您要賣的東西開始。
auctions-bidding = 您出過價的東西
auctions-bidding-none = 您還沒有出過價。
auctions-more = 接下來的拍賣品
auctions-price = 目前 { $money }
auctions-start = { $money } 起，還沒有人出價
auctions-closes = 結束時間：{ $moment }
auctions-closed = 已結束：{ $moment }
auctions-you-lead = 您領先
auctions-you-are-outbid = 有人出價更高
auctions-yours = 是您的了
auctions-sold = 已賣出
auctions-unsold = 沒有賣出
auctions-offered = 已提供給下一位
auctions-offered-to-you = 提供給您
auctions-withdrawn = 已收回
auctions-bids = { $count ->
    [0] 沒有人出價
   *[other] 出價 { $count } 次
}
auctions-now = 目前
auctions-first = 起標價：還沒有人出價
auctions-delivery = 送貨費
auctions-seller = 賣方
auctions-reserve = 賣方的最低價
auctions-met = 已達到：會賣出
auctions-not-met = 還沒達到：這個價格不會賣出
auctions-your-most = 您說的最高價
auctions-see-booking = 看這筆交易
auctions-bid = 出價
auctions-how = 出價對您有約束力。您領先時，我們會從您的錢裡保留您的最高價加上手續費；一有別人領先，這筆錢就還給您。沒有人看得到您的最高價。
auctions-sign-in = 登入後出價
auctions-most = 您最多願意付多少
auctions-least = 至少 { $least }。
auctions-least-in-all = 至少 { $least }，加上手續費一共 { $money }。
auctions-place = 出價
auctions-at-once = 或馬上買下
auctions-buy = 馬上以一共 { $money } 買下
auctions-withdraw = 收回
auctions-second-chance-how = 如果買方放棄了，或沒有人得到，下一位可以用他說的最高價買下。對方有 { $time } 可以同意。
auctions-second-chance = 提供給下一位
auctions-log = 第 { $number } 位：{ $money }
auctions-log-own = 您：{ $money }
auctions-look-again = 看看現在的情況

auction-new = 拿去拍賣
auction-new-title = 拍賣：{ $title }
auction-new-lead = 由願意付最多的人得到，價格比第二位高一級。這段期間不能用其他方式賣。
auction-new-pieces = 幾件，全部給同一位買方
auction-new-left = 您還有 { $left } 件。
auction-new-start = 起標價
auction-new-reserve = 您願意賣的最低價
auction-new-reserve-hint = 可以不填。出價的人只看得到有沒有達到。
auction-new-buy-now = 馬上買下的價格
auction-new-buy-now-hint = 可以不填。有人出價後就無效。
auction-new-length = 多久
auction-new-length-hint = 最後 { $time } 內有人出價，結束時間就延後一樣久。
auction-new-go = 開始拍賣

inbox-lot = 看這場拍賣

said-bid-leads = 您領先。
said-bid-outbid = 別人願意付一樣多或更多：您沒有領先。
said-bought = 是您的了。
said-lot-opened = 已開始拍賣。
said-lot-withdrawn = 已收回。
said-second-chance = 已提供給下一位。

notice-auction-outbid = 別人以 { $price } 領先。為您的出價保留的錢已還給您。
notice-auction-unsold = 沒有賣出。沒有再保留任何錢。
notice-auction-second-chance = 您出過價的東西現在可以用 { $price } 買下。請在 { $until } 前同意：請看您的交易。

refusal-auctions-bad-lot = { $field ->
    [start] 起標價要大於零：請填一個金額。
    [reserve] 最低價要高於起標價：請填另一個金額，或不填。
   *[other] 馬上買下的價格要高於起標價和最低價：請填另一個金額，或不填。
}
refusal-auctions-not-that-long = 拍賣時間是 { $least_hours } 小時到 { $most_days } 天：請選另一個長度。
refusal-auctions-over = 出價已經結束：請看結果。
refusal-auctions-too-low = 現在最少要出 { $least }：請填這個金額或更高。
refusal-auctions-own-lot = 不能對自己的東西出價：請讓別人出價。
refusal-auctions-too-many-bids = 已經出價 { $most } 次，不再接受出價：請等結束。
refusal-auctions-not-at-once = 已經不能馬上買下：請出價。
refusal-auctions-has-bids = 已經有人出價，不能收回：請等結束。
refusal-auctions-no-second-chance = 現在沒有人可以提供：請再拍賣一次。
