"""The sentences of the gates and the answers, each in Khmer and in English."""

SENTENCES = {
    "assumption given": (
        "សម្មតិកម្មត្រូវបានសរសេរ។ ចម្លើយទាំងអស់អាស្រ័យលើវា។",
        "The assumption was written down. All answers hang on it.",
    ),
    "assumption missing": (
        (
            "មិនមានសម្មតិកម្មត្រូវបានសរសេរទេ ដូច្នេះមិនមានការប៉ាន់ស្មានឡើយ។ សូមសរសេរថា ហេតុអ្វីបញ្ជីនីមួយៗ "
            "អាចចាត់ទុកថាឯករាជ្យពីគ្នា ឬពឹងផ្អែកគ្នាតាមរបៀបណា។"
        ),
        (
            "No assumption was written down, so that there is no estimate. Write down why the lists may be taken to be "
            "independent, or how they hang together."
        ),
    ),
    "overlap enough": (
        "ករណីប្រមាណ {cases} ស្ថិតនៅលើបញ្ជីពីរ ឬច្រើនជាងនេះ។",
        "About {cases} cases are on two lists or more.",
    ),
    "overlap few": (
        "ករណីតិចតួចណាស់ស្ថិតនៅលើបញ្ជីពីរ ឬច្រើនជាងនេះ។ សូមប្រមូលទិន្នន័យរយៈពេលវែងជាង ឬពិនិត្យការភ្ជាប់បុគ្គល។",
        "Very few cases are on two lists or more. Collect over a longer period, or check the linkage of persons.",
    ),
    "lists met": (
        "បញ្ជីនីមួយៗមានករណីរួមជាមួយបញ្ជីផ្សេងទៀត។",
        "Every list shares cases with others.",
    ),
    "lists alone": (
        "បញ្ជីទាំងនេះស្ទើរតែគ្មានករណីរួមជាមួយបញ្ជីផ្សេង៖ {lists}។ សូមបញ្ចូលវាជាមួយបញ្ជីផ្សេង ឬដកវាចេញ។",
        "These lists share next to no case with any other: {lists}. Merge them with others, or leave them out.",
    ),
    "referral in": (
        "ការបញ្ជូនបន្តដែលបានប្រកាស ({lists}) មាននៅក្នុងគំរូ។",
        "The declared referrals ({lists}) are in the model.",
    ),
    "referral out": (
        "ការបញ្ជូនបន្តត្រូវបានប្រកាសរវាង {lists} ប៉ុន្តែគំរូចាត់ទុកពួកវាថាឯករាជ្យ។ សូមបញ្ចូលបញ្ជីទាំងនេះចូលគ្នា។",
        "Referrals are declared between {lists}, but the model takes them for independent. Merge these lists.",
    ),
    "method refused": (
        "{method}៖ មិនមានចម្លើយទេ។ {reason}",
        "{method}: no answer. {reason}",
    ),
    "replicates whole": (
        "{method}៖ តារាងសាកល្បងឡើងវិញស្ទើរតែទាំងអស់ផ្តល់ការប៉ាន់ស្មាន។",
        "{method}: nearly all resampled tables gave an estimate.",
    ),
    "replicates failed": (
        "{method}៖ តារាងសាកល្បងឡើងវិញ {share} មិនផ្តល់ការប៉ាន់ស្មានទេ ដូច្នេះចន្លោះនេះតូចពេក។",
        "{method}: {share} of the resampled tables gave no estimate, so that the interval is too narrow.",
    ),
    "replicates one side": (
        "{method}៖ តារាងសាកល្បងឡើងវិញទាំងអស់ស្ថិតនៅម្ខាងនៃការប៉ាន់ស្មាន។ ការកែតម្រូវភាពលម្អៀងគ្រាន់តែជាដែនកំណត់។",
        "{method}: all resampled tables lie on one side of the estimate. The correction for bias is no more than a bound.",
    ),
    "limits sharp": (
        "{method}៖ កំហុសនៃការចាប់ឆ្នោតលើដែនកំណត់គឺ {error}។",
        "{method}: the Monte Carlo error of the limits is {error}.",
    ),
    "limits few": (
        "{method}៖ តារាងសាកល្បងឡើងវិញតិចតួចណាស់ស្ថិតនៅហួសដែនកំណត់ ដើម្បីប្រាប់កំហុសរបស់វា។ សូមបង្កើនចំនួនសាកល្បង។",
        "{method}: too few resampled tables lie beyond a limit to tell its error. Take more replicates.",
    ),
    "limits rough": (
        "{method}៖ កំហុសនៃការចាប់ឆ្នោតលើដែនកំណត់គឺ {error} ដែលធំពេក។ សូមបង្កើនចំនួនសាកល្បង។",
        "{method}: the Monte Carlo error of the limits is {error}, which is much. Take more replicates.",
    ),
    "width usable": (
        "{method}៖ ដែនកំណត់លើគឺ {ratio} ដងនៃដែនកំណត់ក្រោម។",
        "{method}: the upper limit is {ratio} times the lower.",
    ),
    "width wide": (
        "{method}៖ ដែនកំណត់លើគឺ {ratio} ដងនៃដែនកំណត់ក្រោម។ ចម្លើយនេះប្រាប់តិចតួចណាស់។",
        "{method}: the upper limit is {ratio} times the lower. The answer says little.",
    ),
    "left out steady": (
        "ការដកបញ្ជីមួយចេញផ្លាស់ប្តូរការប៉ាន់ស្មានយ៉ាងច្រើន {change} ({lists})។",
        "Leaving one list out moves the estimate by {change} at most ({lists}).",
    ),
    "left out moves": (
        "ការដកបញ្ជី {lists} ចេញផ្លាស់ប្តូរការប៉ាន់ស្មាន {change}។ ចម្លើយអាស្រ័យលើបញ្ជីតែមួយ។",
        "Leaving out {lists} moves the estimate by {change}. The answer hangs on one list.",
    ),
    "left out unknown": (
        "មានតែបញ្ជីបី ដូច្នេះមិនអាចដកបញ្ជីណាមួយចេញដើម្បីសាកល្បងបានទេ។",
        "With three lists none can be left out to try.",
    ),
    "consistent": (
        "បញ្ជីផ្សេងៗប៉ាន់ស្មានចំនួនដែលគេដឹងបានត្រឹមត្រូវរវាង {least} និង {most} នៃចំនួនពិត។",
        "The other lists estimate what is known of each list at {least} to {most} of the true number.",
    ),
    "inconsistent": (
        (
            "បញ្ជីផ្សេងៗប៉ាន់ស្មានចំនួនករណីនៃបញ្ជី {lists} បាន {ratio} នៃចំនួនពិត។ "
            "ពួកវាមិនអាចជឿបានលើអ្វីដែលគេដឹង ដូច្នេះក៏មិនអាចជឿបានលើអ្វីដែលគេមិនដឹងដែរ។"
        ),
        (
            "The other lists make {ratio} of the known cases of {lists}. What they say of the known number is wrong, and what "
            "they say of the hidden one need be no better."
        ),
    ),
    "links steady": (
        "បើការភ្ជាប់ {share} ត្រូវបានខកខាន ការប៉ាន់ស្មានផ្លាស់ប្តូរ {missed}; បើវាខុស {falsely}។",
        "If {share} of the links were missed, the estimate moves by {missed}; if so many were made in error, by {falsely}.",
    ),
    "links move": (
        (
            "បើការភ្ជាប់ {share} ត្រូវបានខកខាន ការប៉ាន់ស្មានផ្លាស់ប្តូរ {missed}; បើវាខុស {falsely}។ "
            "សូមពិនិត្យការភ្ជាប់បុគ្គលមុនពេលប្រើចំនួននេះ។"
        ),
        (
            "If {share} of the links were missed, the estimate moves by {missed}; if so many were made in error, by {falsely}. "
            "Check the linkage of persons before the number is used."
        ),
    ),
    "kinds seen": (
        "{method}៖ ករណីគ្រប់ប្រភេទមានឱកាសយ៉ាងតិច {least} ស្ថិតនៅលើបញ្ជីណាមួយ។",
        "{method}: every kind of case has a chance of at least {least} to be on some list.",
    ),
    "kinds certain": (
        "{method}៖ ករណីប្រភេទមួយទាំងអស់ស្ថិតនៅលើបញ្ជីតែមួយ ដូច្នេះគំរូថាគ្មានករណីណាលាក់កំបាំងទេ។ នេះមិនមែនជាចម្លើយទេ; សូមបញ្ចូលតម្លៃចូលគ្នា។",
        "{method}: all cases of one kind are on one list, so that none of it is taken to be hidden. Merge values.",
    ),
    "kinds unseen": (
        "{method}៖ ករណីប្រភេទមួយមានឱកាសតែ {least} ស្ថិតនៅលើបញ្ជីណាមួយ។ ករណីតិចតួចតំណាងឱ្យករណីច្រើន។ សូមបញ្ចូលតម្លៃចូលគ្នា។",
        "{method}: one kind of case has a chance of only {least} to be on any list. Few cases stand for many. Merge values.",
    ),
    "chances agree": (
        "បញ្ជីពីរ៖ ការកែតម្រូវផ្លាស់ប្តូរចម្លើយតិចតួច ដូច្នេះគំរូនៃឱកាសសមនឹងករណី។",
        "Two lists: the correction moves the answer little, so that the chances are modelled well enough.",
    ),
    "chances disagree": (
        "បញ្ជីពីរ៖ ការកែតម្រូវផ្លាស់ប្តូរចម្លើយខ្លាំង ដូច្នេះគំរូនៃឱកាសមិនសមនឹងករណីទេ។ សូមជ្រើសអ្វីដែលដឹងផ្សេងទៀត ឬបន្ថែមបញ្ជីទីបី។",
        (
            "Two lists: the correction moves the answer much, so that the chances are modelled poorly. Choose other covariates, "
            "or add a third list."
        ),
    ),
    "chances usable": (
        "បញ្ជីពីរ៖ ស្ទើរតែគ្មានករណីណាដែលមានឱកាសតិចហួសក្នុងការស្ថិតនៅលើបញ្ជីទាំងពីរទេ។",
        "Two lists: next to no case has too small a chance to be on both.",
    ),
    "chances small": (
        "បញ្ជីពីរ៖ ករណីជាច្រើនមានឱកាសតិចហួសក្នុងការស្ថិតនៅលើបញ្ជីទាំងពីរ។ ករណីតិចតួចតំណាងឱ្យករណីច្រើន។ សូមបន្ថែមបញ្ជីទីបី។",
        "Two lists: many cases have too small a chance to be on both. Few cases stand for many. Add a third list.",
    ),
    "known alike": (
        "ស្ទើរតែគ្រប់ករណីដូចគ្នាក្នុង {lists} ដូច្នេះវាមិនប្រាប់អ្វីទេ។",
        "Nearly all cases are alike in {lists}, so that it tells nothing.",
    ),
    "rivals agree": (
        "គំរូដែលល្អប្រហាក់ប្រហែល (BIC ខុសគ្នាក្រោម {margin}) ផ្តល់ពី {least} ដល់ {most}។",
        "Models about as good (BIC within {margin}) give {least} to {most}.",
    ),
    "rivals disagree": (
        (
            "គំរូដែលល្អប្រហាក់ប្រហែល (BIC ខុសគ្នាក្រោម {margin}) ផ្តល់ពី {least} ដល់ {most}។ "
            "ទិន្នន័យមិនអាចជ្រើសរើសក្នុងចំណោមពួកវាបានទេ។"
        ),
        "Models about as good (BIC within {margin}) give {least} to {most}. The data can't choose among them.",
    ),
    "delta steady": (
        "ចម្លើយនៃមធ្យមក្រាហ្វិកមិនអាស្រ័យលើតម្លៃដើមទេ (ពី {least} ដល់ {most})។",
        "The average over graphs doesn't hang on the prior (from {least} to {most}).",
    ),
    "delta moves": (
        "ចម្លើយនៃមធ្យមក្រាហ្វិករត់ពី {least} ដល់ {most} តាមតម្លៃដើម delta។ តម្លៃដើមជាអ្នកឆ្លើយ មិនមែនទិន្នន័យទេ។",
        "The average over graphs runs from {least} to {most} with the prior delta. The prior answers, and not the data.",
    ),
    "tail short": (
        "ចម្លើយបន្តរហូតដល់នៅសល់តិចជាងមួយក្នុងមួយលាន។",
        "The numbers considered reach until less than a millionth is left.",
    ),
    "tail long": (
        "ចំណែក {share} ស្ថិតនៅហួសចំនួនធំបំផុតដែលបានគិត។ មធ្យមមិនអាចជឿបានទេ។",
        "A share of {share} lies beyond the largest number considered. The mean can't be trusted.",
    ),
    "chains agree": (
        "ខ្សែសង្វាក់ {chains} យល់ស្របគ្នា (R-hat {r_hat})។",
        "The {chains} chains agree (R-hat {r_hat}).",
    ),
    "chains disagree": (
        "ខ្សែសង្វាក់ {chains} មិនយល់ស្របគ្នាទេ (R-hat {r_hat}, ត្រូវតែមិនលើស ១.០១)។ ចំនួននេះមិនមែនជាចម្លើយទេ ខ្សែសង្វាក់វែងជាងនេះអាចយល់ស្របគ្នា។",
        "The {chains} chains don't agree (R-hat {r_hat}, at most 1.01). Their number is no answer; longer chains may agree.",
    ),
    "methods agree": (
        "វិធីសាស្ត្រទាំងអស់ផ្តល់ពី {least} ដល់ {most}។",
        "The methods give {least} to {most}.",
    ),
    "methods disagree": (
        "វិធីសាស្ត្រផ្តល់ពី {least} ដល់ {most}។ មិនត្រូវយកចំនួនតែមួយមកនិយាយឡើយ។",
        "The methods give {least} to {most}. No one of them may be quoted alone.",
    ),
    "reading none": (
        "មិនអាចនិយាយបានថាមានករណីលាក់កំបាំងប៉ុន្មានទេ។ ខាងក្រោមប្រាប់ថាហេតុអ្វី និងអ្វីអាចជួយបាន។",
        "How many cases are hidden can't be said. What stands below says why, and what would help.",
    ),
    "reading doubted": (
        (
            "មិនអាចនិយាយបានថាមានករណីលាក់កំបាំងប៉ុន្មានទេ៖ គ្មានវិធីណាដែលត្រូវបានសួរជាប់ការពិនិត្យរបស់ខ្លួនទាំងអស់ទេ ដូច្នេះចន្លោះរបស់ពួកវាមិនមែនជាចម្លើយទេ។ "
            "សូមសួរវិធីផ្សេងទៀត ឬប្រមូលទិន្នន័យរយៈពេលវែងជាងនេះ។"
        ),
        (
            "How many cases are hidden can't be said: no method that was asked passed all of its own checks, so that their ranges "
            "are no answer. Ask other methods too, or collect over a longer period."
        ),
    ),
    "reading": (
        (
            "បានរកឃើញករណីប្រមាណ {cases}។ តាមសម្មតិកម្មដែលបានសរសេរ ចំនួនសរុបទាំងឃើញ និងលាក់កំបាំងអាចស្ថិតនៅចន្លោះពី {least} ដល់ {most}។ "
            "ការពិនិត្យ {failed} ក្នុងចំណោម {gates} មិនជាប់។ នេះជាចន្លោះមួយ មិនមែនជាចំនួនមួយទេ។ "
            "ការផ្លាស់ប្តូរពីមួយឆ្នាំទៅមួយឆ្នាំ ភាគច្រើនមិនអាចសម្រេចបានទេ។"
        ),
        (
            "About {cases} cases were found. Under the assumption written down, all cases, seen and hidden, may be between {least} and "
            "{most}. {failed} of {gates} checks failed. This is a range and not a number. Whether it changed from one year to the "
            "next can mostly not be decided."
        ),
    ),
    "change fell": (
        "បានថយចុះ៖ ចន្លោះថ្មីទាំងអស់ស្ថិតនៅក្រោមចន្លោះចាស់ទាំងអស់។",
        "It fell: all later intervals lie below all earlier ones.",
    ),
    "change rose": (
        "បានកើនឡើង៖ ចន្លោះថ្មីទាំងអស់ស្ថិតនៅលើចន្លោះចាស់ទាំងអស់។",
        "It rose: all later intervals lie above all earlier ones.",
    ),
    "change open": (
        "មិនអាចសម្រេចបានថាថយចុះ ឬកើនឡើងទេ៖ ចន្លោះនៃពេលទាំងពីរត្រួតគ្នា។",
        "Whether it fell or rose can't be decided: the intervals of the two times overlap.",
    ),
    "change unknown": (
        "មិនអាចប្រៀបធៀបបានទេ៖ ពេលវេលាមួយមិនមានការប៉ាន់ស្មាន។",
        "It can't be compared: one of the two times has no estimate.",
    ),
}
