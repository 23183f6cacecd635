//! Callers who speak English.

use super::{area, full, priced, transcripts};

transcripts! {
    a_short_call: Call [
        "my kitchen faucet drips", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "tomorrow morning", "the first one works",
        "yes, that works", "no, that's everything, thank you"
    ]
    all_in_one_breath: Call [
        "Hi, this is Bob Carter, the toilet handle at 12 Elm Street in Merriam 66202 is broken and Thursday after 1 would be best",
        "the later one", "yes please", "no thanks, bye"
    ]
    all_in_another_order: Call [
        "Thursday morning if you can, for 905 Walnut Street in Kansas City 64106, my name is Denise Okafor and the bathroom sink won't \
           drain", "the first one", "yep", "nope, that's it"
    ]
    a_rambling_caller: Call [
        "Well hi there, so, my daughter gave me your number, she lives over in Shawnee, and anyway I've had this dishwasher for, oh, \
           eleven years I guess, my husband put it in before he passed",
        "and it's been leaving a little puddle, not much, just a cup or so when it runs",
        "oh sure, it's Dorothy, Dorothy Hanson, like the boys in that band",
        "let me see, we moved here in ninety four, it's 5120 Maple Lane, Merriam, 66203",
        "I play cards on Wednesdays so not Wednesday, and Tuesdays I get my hair done, Thursday would be good",
        "in the morning, I get up early", "the first one, dear", "yes dear, that's right", "no, you've been very kind, bye bye"
    ]
    a_caller_who_corrects_the_house_number: Call [
        "my garbage disposal hums", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "Wednesday", "the first one", "no, 8421",
        "yes", "no that's all"
    ]
    a_caller_who_corrects_it_in_a_sentence: Call [
        "the guest toilet runs all the time", "Peter Novak", "41 Oak Street, Merriam 66202", "Wednesday afternoon", "the first one",
        "no, the house number is 14", "that's right", "no thank you"
    ]
    a_caller_who_corrects_the_name_and_the_number: Withheld [
        "the utility sink is slow", "Jon Petersen", "77 Cedar Road, Merriam 66203", "913 555 0186", "Friday morning", "the second one",
        "the name is wrong, it's John Peterson, with an o", "and the number is 913 555 0168", "yes, now it's right", "no"
    ]
    a_caller_who_corrects_on_the_spot: Call [
        "my shower head drips", "Karen, no sorry, I mean Carol Jensen", "900 Main Street, wait, 909 Main Street, Merriam 66202",
        "Tuesday, no wait, Wednesday", "actually the second", "yes", "that's all"
    ]
    switches_to_spanish: Call [
        "my water heater makes noise", "¿podemos hablar en español? mi inglés no es muy bueno", "Rosa Delgado",
        "2210 Lamar Avenue, Mission, Kansas 66202", "el jueves en la mañana", "la segunda", "sí, correcto", "no, gracias"
    ]
    an_emergency_told_in_passing: Call [
        "hi um so I was calling because the basement smells like gas a bit since this morning", "Maria Lopez",
        "8412 Johnson Drive, Merriam, Kansas 66202", "the first one", "yes", "no"
    ]
    an_emergency_in_the_middle_of_the_address: Call [
        "my dishwasher won't drain", "Tom Becker", "8412 Johnson, oh my god, water is pouring through the ceiling now",
        "8412 Johnson Drive, Merriam 66202", "the first one", "yes please hurry", "no"
    ]
    an_emergency_after_the_booking: Call [
        "the kitchen faucet drips", "Ana Brooks", "15 Birch Court, Merriam 66202", "tomorrow", "the first", "yes",
        "wait, now the pipe under the sink burst and it's spraying everywhere", "the first one", "yes", "no"
    ]
    only_yes_and_no: Call ["yes", "no", "yes"]
    hardly_more_than_yes: Call [
        "yes", "my drain is slow", "yes", "Paul Reed", "yes", "33 Hill Road, Merriam 66202", "yes", "yes", "yes", "no"
    ]
    a_sales_call: Call ["hi we're calling about your google business listing, you can press 1 to update it"]
    a_child: Call ["hello", "my mom said call the plumber because the toilet is making a noise", "I'm Lily", "I don't know", "yes"]
    only_the_price: Call ["how much do you charge to replace a faucet?", "ok and just to come out?", "I'll call around, thanks, bye"]
    the_price_where_there_is_one: Call (priced("A drain cleaning is 99 dollars.")) [
        "what does it cost to unclog a drain", "ok good, let's do that", "how much is a water heater?", "Sam Ortiz",
        "620 Park Place, Merriam 66202", "tomorrow", "first one", "yes", "no"
    ]
    questions_in_the_middle: Call [
        "my bathroom faucet leaks a little", "what are your hours?", "Laura Kim", "do you come out to Merriam?",
        "3301 Grand Avenue, Merriam 66202", "are you a robot?", "Monday", "do you do water heaters too?", "the first one", "yes",
        "no thanks"
    ]
    a_caller_who_asks_back: Call [
        "are you licensed and insured?", "how much is a visit?", "ok, my shower drain is slow", "Maria Lopez",
        "8412 Johnson Drive, Merriam, Kansas 66202", "sorry, what was the question?", "next Monday", "the first", "yes",
        "sorry, can you repeat that?", "no"
    ]
    anything_but: Call [
        "I need someone to look at my sump pump, it hums but nothing's wrong yet", "George Hill", "400 West Street, Merriam 66202",
        "any day but the 24th, and not Friday", "not in the morning", "the earlier one", "sounds good", "no"
    ]
    tuesday_no_wait_wednesday: Call [
        "the laundry sink is clogged", "Nina Patel", "18 Rose Lane, Merriam 66202", "Tuesday, no wait, Wednesday",
        "can you do the afternoon?", "the second one", "yes", "no"
    ]
    refuses_everything: Call [
        "my faucet drips", "Earl Dixon", "71 King Street, Merriam 66202", "tomorrow", "neither of those", "no, that doesn't work either",
        "Thursday afternoon", "the first one", "yes", "no"
    ]
    nothing_fits: Call (full()) ["my faucet drips", "Earl Dixon", "71 King Street, Merriam 66202", "tomorrow"]
    a_change_of_mind_before_the_booking: Call [
        "my faucet drips", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "Tuesday", "hmm, Thursday would be better",
        "the morning one", "actually make it Friday", "the second one", "no, you know what, make it the first one", "yes", "no"
    ]
    a_change_of_mind_after_the_booking: Call [
        "the guest toilet runs all the time", "Greg Olsen", "52 Lake Drive, Merriam 66203", "Wednesday", "the first", "yes",
        "oh shoot, can we make that Thursday instead?"
    ]
    called_off_after_the_booking: Call [
        "the guest toilet runs all the time", "Greg Olsen", "52 Lake Drive, Merriam 66203", "Wednesday", "the first", "yes",
        "actually never mind, cancel it, my brother in law can do it"
    ]
    when_is_my_appointment: Known ["when is my appointment?", "8412 Johnson Drive", "no, thank you"]
    a_wrong_number: Call ["oh sorry, I think I have the wrong number"]
    angry_words: Call ["my drain is clogged", "this is the third time I'm calling you idiots, this is bullshit"]
    hold_on_and_repeat: Call [
        "my sink is slow", "hold on a second", "okay, I'm back. My name is Linda Moss", "what did you say?",
        "29 Pine Street, Merriam 66202", "can you repeat that?", "Thursday", "sorry, say that again?", "the first one", "yes", "no"
    ]
    silence: Call ["", "my drain is slow", "", "Carl Young", "", ""]
    a_spelled_name: Call [
        "hi, my disposal is stuck", "Siobhan Nguyen, S I O B H A N, N G U Y E N", "4410 Belinder Avenue, Fairway, Kansas 66205",
        "tomorrow after 1", "the first", "yes", "no"
    ]
    as_on_an_answering_machine: Call [
        "Hi, this is Steve Marsh, I'm at 2708 West 47th Street in Westwood, 66205, uh, calling about the water heater, the pilot keeps \
           going out, um, if you could call me back at 913 555 0190, that's 913 555 0190, thanks, bye"
    ]
    please_stop_texting: Text ["hi my faucet is dripping", "please don't text me anymore", "hello?"]
    outside_the_area: Call (area()) ["my drain is slow", "Ken Ward", "600 Ocean Avenue, Springfield 65801"]
    is_it_within_the_area: Call (area()) [
        "do you serve Merriam?", "66203", "ok, my sink is clogged", "Ivy Lane", "78 Grant Avenue", "Tuesday", "the first", "yes", "no"
    ]
    a_second_matter: Call [
        "the kitchen faucet drips", "Ruth Adler", "9 Elm Court, Merriam 66202", "tomorrow morning", "the first", "yes",
        "yes, also the upstairs toilet is loose", "Wednesday", "the first one", "yes", "no"
    ]
    no_rush: Call [
        "my shower drips", "no rush, it's Alan Poe", "it can wait, 66 Raven Road, Merriam 66202", "whenever", "whenever", "yes", "nope"
    ]
    good_bye_in_the_middle: Call ["my drain is slow", "Marcus Bell", "actually I have to go, bye"]
    good_bye_at_the_choice: Call [
        "my drain is slow", "Marcus Bell", "12 Vine Street, Merriam 66202", "tomorrow", "I have to ask my wife, I'll call back, bye"
    ]
    my_house_is_flooding: Call [
        "my house is flooding", "please hurry", "Vera Stone", "8 River Road, Merriam 66202", "the first", "yes", "no"
    ]
    a_known_caller: Known [
        "hi, it's about my disposal, it's stuck", "8412 Johnson Drive, Merriam 66202", "no, it's something new", "Thursday",
        "the first one", "yes", "no"
    ]
    a_person_please: Call ["can I speak to a real person"]
    to_move_a_visit: Call ["I need to reschedule my appointment"]
    a_text: Text [
        "hi my faucet is dripping can someone come", "Maria Lopez", "8412 Johnson Drive, Merriam KS 66202", "tomorrow after 1", "first",
        "yes", "thanks!"
    ]
    a_text_in_a_hurry: Text ["toilet wont stop running, 12 elm st merriam 66202, tmrw am??", "jen marsh", "1", "yes pls", "ty"]
    a_web_chat: Chat [
        "Hi, do you install tankless water heaters?", "How much would that be?", "ok id like someone to come look", "Priya Shah",
        "101 Sunset Blvd Apt 4B, Merriam KS 66202", "913-555-0147", "next week, any afternoon", "3 to 5 is better", "yes", "no thanks"
    ]
    leave_a_message: Call ["can you give Jim a message? tell him Frank called about the invoice"]
    day_and_time_apart: Call [
        "the basement drain backs up a little when we do laundry", "Omar Diaz", "880 Reeds Road, Mission 66202",
        "On December 4th. Can it be the afternoon, around 3?", "yes", "no"
    ]
    not_understood_twice: Call ["my drain is slow", "Paul Reed", "33 Hill Road, Merriam 66202", "purple", "seventeen bananas"]
    a_caller_who_says_what_is_wrong: Call [
        "the bathroom faucet drips", "Olga Weiss", "220 Mill Street, Merriam 66202", "Friday", "the second one",
        "no, the address is wrong", "it's 2220 Mill Street", "yes", "no"
    ]
    a_caller_who_asks_how_soon: Call [
        "our water softener is leaking a little salt water into the tray", "Ben Archer", "44 Stone Road, Merriam 66202",
        "how soon can you come?", "the first one", "yes", "no"
    ]
    good_bye_with_the_yes: Call [
        "my drain is slow", "Rita Moore", "31 Vine Street, Merriam 66202", "tomorrow", "the first", "yes, thank you, bye"
    ]
    a_text_that_says_stop: Text ["hi my faucet is dripping", "STOP", "hello?", "START", "my faucet is dripping"]
}
