//! Callers who want something of a visit that is booked, in English.

use super::transcripts;

transcripts! {
    move_it_in_one_breath: Known [
        "hi, I need to move my Tuesday appointment to Thursday afternoon", "8412 Johnson Drive", "the first one", "yes please", "no, thanks"
    ]
    move_it_step_by_step: Known [
        "I have to reschedule my appointment", "it's 8412 Johnson Drive", "Friday", "the later one", "yes", "no that's all"
    ]
    cannot_make_it_tomorrow: Known ["I can't make it tomorrow", "8412 Johnson", "any time Thursday", "the first", "yes", "nope"]
    another_pair_please: Known [
        "can I move my visit", "8412 Johnson Drive", "Wednesday", "can we do a different day", "Friday morning", "the first one", "yes", "no"
    ]
    keep_it_after_all: Known [
        "I want to change my appointment", "8412 Johnson Drive", "hmm, actually never mind, keep it as it is", "no, thank you"
    ]
    call_it_off: Known ["I'd like to cancel my appointment", "8412 Johnson Drive", "yes", "no, bye"]
    call_it_off_by_its_day: Known ["please cancel my Tuesday visit", "yes, cancel it", "no"]
    not_called_off_but_moved: Known [
        "I need to cancel my visit", "8412 Johnson Drive", "no wait", "yes", "Thursday morning", "the second one", "yes", "no"
    ]
    cancel_it_i_want_friday_instead: Known [
        "cancel my appointment, I want Friday instead", "8412 Johnson Drive", "the first", "yes", "no"
    ]
    leaves_in_the_middle_of_a_move: Known ["I need to move my appointment", "8412 Johnson Drive", "oh I have to go, bye"]
    not_their_visit: Known ["cancel my appointment", "12 Elm Street", "Tom Baker"]
    does_not_know_the_address: Known ["I need to move my appointment", "I don't know", "Maria Lopez", "Thursday", "the first", "yes", "no"]
    from_another_phone: KnownElsewhere [
        "I'm calling to cancel a visit for my mother", "8412 Johnson Drive", "Maria Lopez", "yes", "no thank you"
    ]
    which_of_two: KnownTwice ["I need to move one of my appointments", "8412 Johnson Drive", "the Friday one", "Thursday", "the first", "yes", "no"]
    when_is_it_and_then_moved: Known ["when is my appointment?", "8412 Johnson Drive", "can you move it to Thursday?", "the first", "yes", "no"]
    moved_just_after_booking: Call [
        "the toilet keeps running", "Tess Hart", "52 Lake Drive, Merriam 66203", "Wednesday", "the first", "yes",
        "oh wait, can we move that to Thursday?", "the second", "yes", "no"
    ]
    never_mind_in_the_middle: Call ["my drain is slow", "Marcus Bell", "never mind, forget it", "no"]
    text_r_after_a_reminder: KnownText ["R", "Thursday afternoon", "1", "yes", "thanks"]
    text_x: KnownText ["x"]
    text_c: KnownText ["C!"]
    text_see_you_then: KnownText ["confirmed, see you then"]
    text_cannot_make_it: KnownText ["sorry cant make it tomorrow, can we do friday?", "first", "yes"]
    text_when: KnownText ["when is my appointment?"]
    text_c_for_nothing: Text ["C", "my faucet is dripping"]
    chat_needs_two_facts: KnownChat ["I need to reschedule my appointment", "8412 Johnson Drive", "Maria Lopez", "Friday", "the first", "yes", "no"]
    a_message_for_the_owner: Call ["can you tell Jim that Frank called about the invoice?"]
}
