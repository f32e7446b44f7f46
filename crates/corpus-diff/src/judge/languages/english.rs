//! English. Verbs of saying: those that style guides for journalists list as alternatives to “said”, which carry a
//! judgement of their own. The rest are closed classes of any grammar.

use super::Meaning::{
    According, Amount, Clock, Day, Function, Hardly, Month, Multiple, Not, Number, Ordinal, Other,
    PerhapsMonth, PerhapsWeekday, Saying, Time, Times, Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "the a an of and to for on at from with as is are was were be been has have had it its he she they we you i \
         his her their our that this these those which who but or if than then there when while will would can \
         could should into over under about up out so such some all any",
    ),
    (
        Other,
        "not_only no_doubt no_longer_than no_matter no_less_than no_more_than no_fewer_than not_least no_wonder \
         one_another no_one_else one_day one_by_one at_one_point this_one that_one which_one each_one every_one \
         united_states that_said may_day per_se it_goes_without_saying at_first_hand not_to_mention think_tank think_tanks",
    ),
    (
        When,
        "in since until till by before after during early late last next mid year spring summer autumn fall winter",
    ),
    (Number(0), "zero"),
    (Number(1), "one"),
    (Number(2), "two"),
    (Number(3), "three"),
    (Number(4), "four"),
    (Number(5), "five"),
    (Number(6), "six"),
    (Number(7), "seven"),
    (Number(8), "eight"),
    (Number(9), "nine"),
    (Number(10), "ten"),
    (Number(11), "eleven"),
    (Number(12), "twelve"),
    (Number(13), "thirteen"),
    (Number(14), "fourteen"),
    (Number(15), "fifteen"),
    (Number(16), "sixteen"),
    (Number(17), "seventeen"),
    (Number(18), "eighteen"),
    (Number(19), "nineteen"),
    (Number(20), "twenty"),
    (Number(30), "thirty"),
    (Number(40), "forty"),
    (Number(50), "fifty"),
    (Number(60), "sixty"),
    (Number(70), "seventy"),
    (Number(80), "eighty"),
    (Number(90), "ninety"),
    (Number(100), "a_hundred"),
    (Number(1_000), "a_thousand"),
    (Number(1_000_000), "a_million"),
    (Number(1_000_000_000), "a_billion"),
    (Times(2), "hundred"),
    (Times(3), "thousand"),
    (Times(6), "million mln"),
    (Times(9), "billion bn"),
    (Times(12), "trillion tn"),
    (
        Amount,
        "dozen|dozens|scores|hundreds|thousands|millions|billions|half one_half|a_third|a_quarter|\
         two-thirds two_thirds|three-quarters three_quarters|a_fifth one-fifth|a_tenth one-tenth",
    ),
    (
        Multiple,
        "double doubles doubled doubling twofold twice|triple triples tripled tripling treble trebled threefold thrice|quadruple quadruples quadrupled quadrupling fourfold|halve halves halved halving",
    ),
    (
        Unit,
        "% percent per_cent pct|percentage_points percentage_point|basis_points basis_point bps|$ dollar dollars|€ euro euros eur|\
         £ pound pounds gbp|¥|yen jpy|yuan renminbi cny|ruble rubles rouble roubles|franc francs chf|rupee rupees",
    ),
    (Ordinal(1), "first"),
    (Ordinal(2), "second"),
    (Ordinal(3), "third"),
    (Ordinal(4), "fourth"),
    (Ordinal(5), "fifth"),
    (Ordinal(6), "sixth"),
    (Ordinal(7), "seventh"),
    (Ordinal(8), "eighth"),
    (Ordinal(9), "ninth"),
    (Ordinal(10), "tenth"),
    (Ordinal(11), "eleventh"),
    (Ordinal(12), "twelfth"),
    (Ordinal(13), "thirteenth"),
    (Ordinal(14), "fourteenth"),
    (Ordinal(15), "fifteenth"),
    (Ordinal(16), "sixteenth"),
    (Ordinal(17), "seventeenth"),
    (Ordinal(18), "eighteenth"),
    (Ordinal(19), "nineteenth"),
    (Ordinal(20), "twentieth"),
    (Ordinal(30), "thirtieth"),
    (Ordinal(40), "fortieth"),
    (Ordinal(50), "fiftieth"),
    (Ordinal(60), "sixtieth"),
    (Ordinal(70), "seventieth"),
    (Ordinal(80), "eightieth"),
    (Ordinal(90), "ninetieth"),
    (Ordinal(100), "hundredth"),
    (Month(1), "january"),
    (Month(2), "february"),
    (Month(4), "april"),
    (Month(6), "june"),
    (Month(7), "july"),
    (Month(8), "august"),
    (Month(9), "september"),
    (Month(10), "october"),
    (Month(11), "november"),
    (Month(12), "december"),
    (PerhapsMonth(1), "jan"),
    (PerhapsMonth(2), "feb"),
    (PerhapsMonth(3), "march mar"),
    (PerhapsMonth(4), "apr"),
    (PerhapsMonth(5), "may"),
    (PerhapsMonth(6), "jun"),
    (PerhapsMonth(7), "jul"),
    (PerhapsMonth(8), "aug"),
    (PerhapsMonth(9), "sep sept"),
    (PerhapsMonth(10), "oct"),
    (PerhapsMonth(11), "nov"),
    (PerhapsMonth(12), "dec"),
    (Weekday(1), "monday mondays"),
    (Weekday(2), "tuesday tuesdays"),
    (Weekday(3), "wednesday wednesdays"),
    (Weekday(4), "thursday thursdays"),
    (Weekday(5), "friday fridays"),
    (Weekday(6), "saturday saturdays"),
    (Weekday(7), "sunday sundays"),
    (PerhapsWeekday(1), "mon"),
    (PerhapsWeekday(2), "tue tues"),
    (PerhapsWeekday(3), "wed"),
    (PerhapsWeekday(4), "thu thur thurs"),
    (PerhapsWeekday(5), "fri"),
    (PerhapsWeekday(6), "sat"),
    (PerhapsWeekday(7), "sun"),
    (
        Day,
        "yesterday|today|tonight|tomorrow|overnight|last_week|this_week|next_week|last_month|this_month|next_month|\
           last_year|this_year|next_year",
    ),
    (Clock, "pm p.m am a.m|o'clock"),
    (Time(12), "noon midday"),
    (Time(0), "midnight"),
    (
        Saying,
        "say says said saying|tell tells told|claim claims claimed claiming|allege alleges alleged|admit admits \
         admitted|acknowledge acknowledges acknowledged|concede concedes conceded|insist insists insisted|assert \
         asserts asserted|maintain maintains maintained|declare declares declared|announce announces announced|\
         argue argues argued|deny denies denied|confirm confirms confirmed|suggest suggests suggested|warn warns \
         warned|reveal reveals revealed|accuse accuses accused|testify testifies testified|stated|reported \
         reportedly|allegedly|denounce denounces denounced|boast boasts boasted|contend contends contended|\
         describe describes described|criticise criticises criticised criticize criticizes criticized|condemn \
         condemns condemned|reiterate reiterates reiterated|stress stresses stressed|vow vows vowed|pledge \
         pledges pledged|emphasise emphasised emphasize emphasized|dismiss dismisses dismissed|predict predicts \
         predicted|explain explains explained|complain complains complained|note notes noted|recall recalls \
         recalled|recount recounts recounted|remark remarks remarked|add adds added|estimate estimates estimated|\
         urge urges urged|believe believes believed|think thinks thought|hope hopes hoped|fear fears feared|\
         caution cautions cautioned|respond responds responded|reply replies replied|write writes wrote|quip \
         quips quipped|opine opines opined|promise promises promised|refute refutes refuted|rebut rebuts rebutted|\
         disclose discloses disclosed|lament laments lamented|praise praises praised|deplore deplores deplored|commented|jokes_that joked|observe observes observed|affirm affirms affirmed|hint hints hinted|imply implies implied|speculate speculates speculated|deplore|swear swears swore|brag brags bragged|plead pleads pleaded|apologise apologises apologised apologize apologizes apologized|decry decries decried|lambast lambasts lambasted|blames blamed|hailed|demanded|advise advises advised|assure assures assured|inform informs informed|conclude concludes concluded|tweet tweets tweeted|repeat repeats repeated|retort retorts retorted|proclaim proclaims proclaimed|threaten threatens threatened|doubted|surmise surmises surmised|assume assumes assumed|purport purports purported purportedly|supposedly|charge_that charges_that charged_that|rumoured rumored|apparently|refuse_to_say refused_to_say|decline_to_say declined_to_say|highlight highlights highlighted|underline underlines underlined underscore underscores underscored|point_out points_out pointed_out pointing_out|make_clear makes_clear made_clear made_it_clear makes_it_clear|quoted_as_saying cited_as_saying|go_on_to_say goes_on_to_say went_on_to_say|by_all_accounts|let_slip lets_slip|be_adamant is_adamant are_adamant was_adamant were_adamant|is_said_to are_said_to was_said_to were_said_to|understood_to_have understood_to_be|signal_that signals_that signalled signaled|indicate indicates indicated|mention mentions mentioned|counter_that counters_that countered|muse muses mused|exclaim exclaims exclaimed|shout shouts shouted|yell yells yelled|whisper whispers whispered|mutter mutters muttered|chime_in chimes_in chimed_in|weigh_in weighs_in weighed_in|posit posits posited|theorize theorizes theorized theorised|reckon reckons reckoned|suspected|attest attests attested|recommend recommends recommended|insinuate insinuates insinuated|profess professes professed|deem deems deemed|slam slams slammed|blast_the blasts_the blasted|bemoan bemoans bemoaned|deride derides derided|mock mocks mocked|ridicule ridicules ridiculed|rail_against rails_against railed_against|rebuke rebukes rebuked|scold scolds scolded|tout touts touted|laud lauds lauded|applaud applauds applauded|notify notifies notified|clarify clarifies clarified|elaborate_on elaborated|concur concurs concurred|dispute disputes disputed|downplay downplays downplayed|admonish admonishes admonished|chide chides chided|fret frets fretted|ostensibly|presumably|evidently|voice_concern voiced_concern voiced_concerns express_concern expressed_concern expressed_concerns|expressed|voiced|make_the_case makes_the_case made_the_case|take_issue_with takes_issue_with took_issue_with|propose_that proposes_that proposed_that|signed_off_on|sneer sneers sneered|scoff scoffs scoffed|gush gushes gushed|quote quotes quoted|cite cites cited|relay relays relayed|divulge divulges divulged|confide confides confided|blurted blurt|vent vented|attribute attributes attributed|paraphrase paraphrased|spell_out spells_out spelled_out|sum_up sums_up summed_up|it_emerged it_emerges it_emerged_that|heard_that hears_that court_heard jury_heard inquest_heard inquiry_heard tribunal_heard hearing_heard|found_that finds_that study_found studies_found report_found inquiry_found review_found survey_found poll_found audit_found investigation_found investigators_found researchers_found|shows_that showed_that show_that data_show records_show emails_show documents_show figures_show polls_show study_shows study_showed report_shows report_showed",
    ),
    (
        According,
        "according_to|citing|in_the_words_of|quoting|in_the_view_of|in_the_opinion_of|as_reported_by|as_told_by|as_per|as_claimed_by as_described_by as_noted_by as_stated_by as_recounted_by|by_his_own_account by_her_own_account by_their_own_account|in_the_eyes_of|on_the_word_of|attributed_to|in_the_account_of",
    ),
    (Not, "not n't cannot|no|never|none|nobody no_one|nothing|nowhere|neither|nor|without|no_longer"),
    (Hardly, "hardly|barely|scarcely|rarely|seldom|unlikely|not_yet"),
    (
        Title,
        "mr mrs ms dr sir lord lady president minister mayor governor senator judge professor general captain chief \
         king queen prince princess prime foreign",
    ),
    (Version, "version v release"),
];
