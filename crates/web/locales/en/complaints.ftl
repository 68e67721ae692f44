# Complaints: what somebody is not content with.

complaints-title = Complaints
complaints-lead = Tell us what went wrong with a booking, with somebody, or with us. Each complaint has a number and a day by which it is answered.
complaints-new = Make a complaint
complaints-one = Complaint { $number }
complaints-open = Waiting for an answer
complaints-answered = Answered
complaints-how = Say what happened and what would make it good. A person reads it.
complaints-about = The booking that it is about
complaints-statement = What happened
complaints-statement-hint = When and where it was, who was there, and what you want us to do.
complaints-send = Send the complaint
complaints-made = Made { $moment }
complaints-by = It is answered by { $moment } at the latest. The answer comes to your inbox and stands here.
complaints-answer = The answer, { $moment }
complaints-not-content = Not content? Take this answer and its number to the authority that gave us the contract.
complaints-of-trade = Complain about this booking

said-complained = Your complaint is there. Keep its number.

notice-complaint-made = Your complaint { $number } is there. It is answered by { $answer_by }.
notice-complaint-answered = Your complaint { $number } was answered: read the answer on its page.

refusal-complaints-too-many = At most { $most } complaints can wait for an answer at once: wait for one of them, or add to it when it is answered.
refusal-complaints-answered-before = A complaint is answered once, and this one was: read the answer on its page.
refusal-complaints-not-for-you = Complaints are answered by those who work for the operator: wait for their answer.
