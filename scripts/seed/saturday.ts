import type { Desk } from '@/scripts/seed/desk'

/** 7 December 2024: the south is lost, the capital is said to be encircled, and everything is denied. */
export async function saturday(desk: Desk): Promise<void> {
  await morning(desk)
  await afternoon(desk)
  await evening(desk)
  await night(desk)
}

async function morning(desk: Desk): Promise<void> {
  await desk
    .by('mira', '2024-12-07 06:50')
    .finds(
      'last-village',
      'yalibnan-homs',
      'Our forces have liberated the last village on the outskirts of the city of Homs and are now on its walls',
      { reportedBy: 'reuters' },
    )
  await desk
    .by('mira', '2024-12-07 06:54')
    .places('last-village', { name: 'The edge of Homs', latitude: 34.79, longitude: 36.72 })
  await desk.by('mira', '2024-12-07 07:02').proposes('last-village', {
    status: 'unverified',
    confidence: 'moderate',
    rationale:
      'The rebels announced this on Telegram and named no village. Reuters could not confirm it and nor can we: there is no picture with a place in it, no resident, and no word from the army on this point. It fits the speed of the advance, which is not evidence.',
  })
  await desk.by('jonas', '2024-12-07 07:20').approves('last-village')

  await desk.by('tomas', '2024-12-07 07:45').files('daraa-90', {
    claimant: 'sohr',
    proposition: '90 per cent of Daraa province is out of the government’s hands',
    said: '2024-12-07',
    place: { name: 'Daraa province', latitude: 32.6189, longitude: 36.1021 },
    document: 'rudaw-daraa',
    quote: 'over 90 percent of Daraa province',
  })
  await desk.by('tomas', '2024-12-07 08:05').attaches('daraa-90', {
    document: 'rudaw-daraa',
    stance: 'context',
    excerpt: 'a redeployment, repositioning',
    credibility: 2,
    because:
      'The army’s own words. It does not say that it lost anything, and does not say that it stayed.',
    origin: 'army-command',
  })
  await desk.by('jonas', '2024-12-07 08:30').takesUp('deir-ezzor', 'daraa-90')
  await desk.by('jonas', '2024-12-07 08:36').attaches('deir-ezzor', {
    document: 'devdiscourse-reuters-6',
    stance: 'supports',
    excerpt: 'on Friday took Deir el-Zor',
    credibility: 2,
    because: 'Reuters says it in its own voice.',
  })
  await desk.by('jonas', '2024-12-07 08:45').proposes('deir-ezzor', {
    status: 'corroborated',
    confidence: 'high',
    rationale:
      'Two sources independent of the Observatory and of each other agree with it. The Syrian Democratic Forces say that their fighters are deployed in the city, and Reuters reports from its own sources that they took it on Friday. Damascus has said nothing. What we do not know is whether the army left by agreement.',
  })
  await desk.by('mira', '2024-12-07 09:05').approves('deir-ezzor')
  await desk.by('mira', '2024-12-07 09:25').proposes('daraa-90', {
    status: 'unverified',
    confidence: 'moderate',
    rationale:
      'The figure is the Observatory’s and nobody else’s, and we do not know how it was counted. That the government has lost a great part of the province is likely: the army itself says that it is “redeploying” there. We have found nothing that confirms or rules out ninety per cent.',
  })
  await desk.by('jonas', '2024-12-07 09:40').approves('daraa-90')
}

async function afternoon(desk: Desk): Promise<void> {
  await desk
    .by('tomas', '2024-12-07 14:20')
    .finds(
      'daraa-90',
      'pravda-daraa',
      '90% of Daraa province, including the city of Daraa, is now under rebel control',
      { reportedBy: 'afp' },
    )
  await desk.by('tomas', '2024-12-07 14:30').filesAgainst('daraa-90', 'supersedes', 'daraa-all', {
    claimant: 'sohr',
    proposition: 'Government forces have lost all of Daraa province',
    said: '2024-12-07',
    place: { name: 'Daraa province', latitude: 32.6189, longitude: 36.1021 },
    document: 'lbci-daraa',
    quote: 'all of Daraa province',
    reportedBy: 'rami-abdel-rahman',
    note: 'The same source raised its own figure from ninety per cent to all.',
  })
  await desk.by('tomas', '2024-12-07 14:42').files('sanamayn', {
    claimant: 'hassan-abdel-ghani',
    proposition: 'Rebel forces hold Sanamayn, 20 km from the southern gate of Damascus',
    wording: {
      text: "Our forces have entered the city of Al-Sanamayn, bringing us less than 20 kilometers from Damascus' southern gate",
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Sanamayn', latitude: 33.0711, longitude: 36.1842 },
    document: 'shafaq-sanamayn',
    quote:
      "Our forces have entered the city of Al-Sanamayn, bringing us less than 20 kilometers from Damascus' southern gate",
  })
  await desk.by('mira', '2024-12-07 14:50').givesTo('jonas', 'daraa-all', 'sanamayn')
  await desk.by('jonas', '2024-12-07 14:52').takesUp('daraa-all', 'sanamayn')
  await desk.by('jonas', '2024-12-07 15:05').attaches('daraa-all', {
    document: 'shafaq-south',
    stance: 'supports',
    excerpt: 'full control',
    credibility: 3,
    because:
      'A party claims its own success; it named the border crossing too, and Jordan closed it.',
    origin: 'southern-room',
  })
  await desk.by('jonas', '2024-12-07 15:12').attaches('daraa-all', {
    document: 'enab-baladi-daraa',
    stance: 'supports',
    excerpt: 'نفذت إعادة انتشار وتموضع وإقامة طوق دفاعي وأمني قوي ومتماسك على ذلك الاتجاه',
    credibility: 2,
    because:
      'The army concedes, against its own interest, that its forces in Daraa have left where they were.',
  })
  await desk.by('jonas', '2024-12-07 15:25').proposes('daraa-all', {
    status: 'corroborated',
    confidence: 'moderate',
    rationale:
      'The Observatory says that the whole province is lost to the government. The factions that claim to hold it say the same, and the army says that its forces there have redeployed and set up a cordon. Three parties who agree on little else agree that the army has left. How far north of the province’s border it now stands, none of them shows.',
  })
  await desk.by('mira', '2024-12-07 15:48').approves('daraa-all')
  await desk.by('mira', '2024-12-07 15:51').proposes('daraa-90', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'On Friday night and Saturday morning the Observatory put the government’s loss at ninety per cent of the province. By Saturday afternoon it put it at all of it. The earlier figure was never confirmed; it is no longer what anybody claims.',
    update: 'The Observatory now says that all of Daraa province is lost to the government.',
    overtakenBy: { claim: 'daraa-all', on: '2024-12-07' },
  })
  await desk.by('jonas', '2024-12-07 15:57').approves('daraa-90')

  await desk.by('tomas', '2024-12-07 15:58').files('towns', {
    claimant: 'rami-abdel-rahman',
    proposition:
      'The army has left towns 10 km south-west of Damascus, and local fighters hold them',
    wording: {
      text: 'Regime forces pulled out of towns in the southwestern Damascus countryside, 10 kilometres from the capital Damascus, which have been seized by local fighters',
      language: 'en',
    },
    said: '2024-12-07',
    place: {
      name: 'Artouz and other towns south-west of Damascus',
      latitude: 33.43,
      longitude: 36.16,
    },
    document: 'lbci-towns',
    quote:
      'Regime forces pulled out of towns in the southwestern Damascus countryside, 10 kilometres from the capital Damascus, which have been seized by local fighters',
    reportedBy: 'afp',
  })
  await desk.by('tomas', '2024-12-07 16:08').files('quneitra', {
    claimant: 'rami-abdel-rahman',
    proposition:
      'Government forces have left their positions in Quneitra, next to the Golan Heights',
    wording: {
      text: 'Regime forces evacuated military and security positions while civil servants left their posts',
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Quneitra', latitude: 33.126, longitude: 35.824 },
    document: 'lbci-quneitra',
    quote:
      'Regime forces evacuated military and security positions while civil servants left their posts',
    reportedBy: 'afp',
  })

  await desk.by('tomas', '2024-12-07 16:20').files('final-phase', {
    claimant: 'hassan-abdel-ghani',
    proposition: 'Rebel forces have begun the final phase of encircling Damascus',
    wording: { text: 'بدأت قواتنا تنفيذ المرحلة الأخيرة بتطويق العاصمة دمشق', language: 'ar' },
    said: '2024-12-07',
    place: { name: 'Damascus', latitude: 33.5138, longitude: 36.2765 },
    document: 'al-araby-encircling',
    quote: 'بدأت قواتنا تنفيذ المرحلة الأخيرة بتطويق العاصمة دمشق',
  })
  await desk
    .by('tomas', '2024-12-07 16:24')
    .finds(
      'final-phase',
      'lbci-encircling',
      'our forces have begun the final phase of encircling the capital, Damascus',
      { reportedBy: 'afp' },
    )
  await desk.by('tomas', '2024-12-07 16:29').filesAgainst('final-phase', 'counters', 'no-truth', {
    claimant: 'defence-ministry',
    proposition: 'The army has not withdrawn from any part of the Damascus countryside',
    wording: {
      text: 'there is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn',
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Damascus countryside' },
    document: 'lbci-encircling',
    quote:
      'there is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn',
    reportedBy: 'afp',
    note: 'An encirclement from the south and west is not possible with the army present in all of the countryside.',
  })
  await desk
    .by('mira', '2024-12-07 16:34')
    .links('no-truth', 'counters', 'towns', 'The ministry denies exactly this withdrawal.')
  await desk
    .by('mira', '2024-12-07 16:36')
    .finds(
      'no-truth',
      'centrals-denial',
      'لا صحة لأي نبأ وارد بشأن انسحاب وحدات قواتنا المسلحة الموجودة في كامل مناطق ريف دمشق',
    )
  await desk.by('jonas', '2024-12-07 16:38').takesUp('final-phase', 'no-truth', 'towns')
  await desk.by('jonas', '2024-12-07 16:40').shows('towns', 'quneitra', 'final-phase', 'no-truth')

  await desk.by('mira', '2024-12-07 16:52').proposes('final-phase', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'A rebel commander announced it on Telegram; the defence ministry says that its forces are in all of the countryside around the capital. No reporter is where either of them says their forces are. “Begun” and “final phase” are words for a plan, and are hard to check even for somebody standing there.',
  })
  await desk.by('mira', '2024-12-07 16:58').proposes('no-truth', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The ministry denies any withdrawal near Damascus. The Observatory names towns ten kilometres out that the army has left, and the rebels say that they are closing in. All three are parties or rely on unseen contacts, and AFP, which quotes all of them, says that its journalists cannot reach the places in question.',
  })
  await desk.by('jonas', '2024-12-07 17:04').proposes('towns', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The Observatory says that the army has left; the ministry says that it is “present in all areas”. Both cannot be so. We have no picture from the towns that we can place and nobody there whom we can ask. Ten kilometres here and twenty elsewhere are different towns, not different figures.',
  })
  await desk.by('jonas', '2024-12-07 17:15').approves('final-phase', 'no-truth')
  await desk.by('mira', '2024-12-07 17:22').approves('towns')

  await desk
    .by('tomas', '2024-12-07 17:34')
    .finds(
      'sanamayn',
      'jpost-sanamayn',
      'secured Sanamayn, advancing to within 20 kilometers from the southern gate of Damascus',
      { reportedBy: 'reuters' },
    )
  await desk.by('jonas', '2024-12-07 17:36').attaches('sanamayn', {
    document: 'shafaq-sanamayn',
    stance: 'supports',
    excerpt: 'the Ninth Division retreated from Al-Sanamayn',
    credibility: 3,
    because: 'Names the unit that left, which the Observatory seldom gets wrong; contacts unseen.',
    origin: 'sohr',
  })
  await desk.by('jonas', '2024-12-07 17:38').attaches('sanamayn', {
    document: 'enab-baladi-daraa',
    stance: 'supports',
    excerpt: 'نفذت إعادة انتشار وتموضع',
    credibility: 2,
    because:
      'The army concedes that its forces in the province have moved; it does not name the town.',
  })
  await desk.by('jonas', '2024-12-07 17:40').proposes('sanamayn', {
    status: 'corroborated',
    confidence: 'moderate',
    rationale:
      'The Observatory says that the army’s division at Sanamayn has gone, and the army says that its forces in the province have redeployed. Neither belongs to the rebels, and both fit what their commander claims. The distance is his own: measured on a map, the town lies more than forty kilometres from the centre of Damascus, so “southern gate” must mean a point far outside the city.',
  })
  await desk.by('mira', '2024-12-07 17:46').approves('sanamayn')
  await desk.by('mira', '2024-12-07 17:47').links('sanamayn', 'supports', 'final-phase')

  await desk.by('tomas', '2024-12-07 17:50').files('statue', {
    claimant: 'jaramana-reuters',
    proposition: 'Protesters have pulled down a statue of Hafez al-Assad in Jaramana',
    said: '2024-12-07',
    place: {
      name: 'Jaramana (also Jermana, Germana), suburb of Damascus',
      latitude: 33.4862,
      longitude: 36.3453,
    },
    document: 'jpost-sanamayn',
    quote: 'brought down the statue',
    reportedBy: 'reuters',
  })
  await desk
    .by('tomas', '2024-12-07 17:54')
    .finds(
      'statue',
      'anfas-statue',
      'تجمع عشرات الشبان في ساحة وسط المدينة وأسقطوا التمثال عن قاعدته قبل أن يحطموه',
      {
        reportedBy: 'afp',
      },
    )
  await desk.by('tomas', '2024-12-07 17:56').attaches('statue', {
    document: 'anfas-statue',
    stance: 'supports',
    excerpt: 'تجمع عشرات الشبان في ساحة وسط المدينة وأسقطوا التمثال عن قاعدته',
    credibility: 3,
    because: 'An unnamed eyewitness whom AFP spoke to, and a second who saw the empty base.',
    origin: 'jaramana-afp',
  })
  await desk.by('jonas', '2024-12-07 17:57').takesUp('statue')
  await desk.by('amal', '2024-12-07 17:57').gradesNewcomers()
  await desk.by('jonas', '2024-12-07 17:58').attaches('statue', {
    document: 'anfas-statue',
    stance: 'supports',
    excerpt: 'شريط فيديو تحققت فرانس برس منه',
    credibility: 2,
    because: 'AFP checked the footage itself; we have not seen how.',
    origin: 'afp',
  })
  await desk.by('jonas', '2024-12-07 18:02').proposes('statue', {
    status: 'corroborated',
    confidence: 'high',
    rationale:
      'A witness and activists told Reuters; two other witnesses told AFP, and AFP checked a video of it. The suburb is spelt Jaramana, Jermana and Germana in these reports and is one place. We have yet to see the video placed on a map.',
  })
  await desk.by('mira', '2024-12-07 18:12').approves('statue')
}

async function evening(desk: Desk): Promise<void> {
  await desk.by('tomas', '2024-12-07 18:16').files('soldiers', {
    claimant: 'al-mahlawi',
    proposition:
      'About 2,000 Syrian soldiers, some of them wounded, have crossed into Iraq at Al-Qaim',
    said: '2024-12-07',
    place: { name: 'Al-Qaim border crossing', latitude: 34.37, longitude: 41.06 },
    document: 'devdiscourse-qaim',
    quote: 'around 2,000 Syrian troops have crossed into Iraq',
    reportedBy: 'reuters',
  })
  await desk.by('tomas', '2024-12-07 18:22').files('qaim-again', {
    claimant: 'iraqi-security',
    proposition:
      'Syrian troops who fled the front have been taken in at Al-Qaim, the wounded in hospital',
    wording: { text: 'have fled the front lines', language: 'en' },
    said: '2024-12-07',
    place: { name: 'Al-Qaim border crossing', latitude: 34.37, longitude: 41.06 },
    document: 'lbci-qaim',
    quote: 'have fled the front lines',
    reportedBy: 'afp',
  })
  await desk.by('tomas', '2024-12-07 18:26').files('presidency', {
    claimant: 'presidency',
    proposition: 'Reports that Bashar al-Assad has left Damascus are untrue; he is working there',
    wording: { text: 'يتابع عمله ومهامه الوطنية والدستورية من العاصمة دمشق', language: 'ar' },
    said: '2024-12-07',
    place: { name: 'Damascus', latitude: 33.5138, longitude: 36.2765 },
    document: 'mebusiness-presidency',
    quote: 'يتابع عمله ومهامه الوطنية والدستورية من العاصمة دمشق',
    reportedBy: 'sana',
  })
  await desk
    .by('tomas', '2024-12-07 18:30')
    .finds('presidency', 'arabkhabar-presidency', 'تنفي كل تلك الشائعات')
  await desk.by('tomas', '2024-12-07 18:34').filesAgainst('final-phase', 'supports', 'suburbs', {
    claimant: 'rami-abdel-rahman',
    proposition: 'Insurgents are active in Maadamiyah, Jaramana and Daraya, suburbs of Damascus',
    said: '2024-12-07',
    place: {
      name: 'Daraya, Maadamiyah and Jaramana, suburbs of Damascus',
      latitude: 33.4583,
      longitude: 36.2322,
    },
    document: 'lbc-suburbs',
    quote: 'now active in the Damascus suburbs of Maadamiyah, Jaramana and Daraya',
  })
  await desk.by('tomas', '2024-12-07 18:42').filesAgainst('soldiers', 'counters', 'redeploy', {
    claimant: 'defence-ministry',
    proposition: 'Syrian forces in the south are redeploying under orders, not deserting to Iraq',
    wording: {
      text: 'Our forces in the southern region are carrying out a deployment',
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Southern Syria' },
    document: 'pledgetimes-qaim',
    quote: 'Our forces in the southern region are carrying out a deployment',
    note: 'The ministry denied a mass desertion to Iraq before Baghdad confirmed that soldiers had crossed.',
  })
  await desk
    .by('mira', '2024-12-07 18:46')
    .links(
      'redeploy',
      'counters',
      'daraa-all',
      'One says lost, the other says redeployed: a word chosen to avoid another.',
    )
  await desk.by('mira', '2024-12-07 18:47').links('no-truth', 'counters', 'suburbs')
  await desk.by('mira', '2024-12-07 18:48').takesUp('soldiers', 'presidency', 'suburbs', 'redeploy')
  await desk
    .by('mira', '2024-12-07 18:50')
    .shows('soldiers', 'qaim-again', 'presidency', 'suburbs', 'redeploy')

  await desk.by('tomas', '2024-12-07 18:58').attaches('final-phase', {
    document: 'lbci-towns',
    stance: 'supports',
    excerpt:
      'Regime forces pulled out of towns in the southwestern Damascus countryside, 10 kilometres from the capital Damascus',
    credibility: 3,
    because: 'The Observatory has been right in outline this week; its contacts can’t be seen.',
    origin: 'rami-abdel-rahman',
  })
  await desk.by('tomas', '2024-12-07 19:02').attaches('final-phase', {
    document: 'lbc-suburbs',
    stance: 'supports',
    excerpt: 'now active in the Damascus suburbs of Maadamiyah, Jaramana and Daraya',
    credibility: 3,
    because: 'Names three suburbs on two sides of the city.',
  })
  await desk.by('mira', '2024-12-07 19:08').proposes('presidency', {
    status: 'unverified',
    confidence: 'low',
    rationale:
      'The presidency says that talk of his leaving is rumour and that he is at work in the capital. It shows no picture of him from today, and nobody outside the state says that they have seen him. Foreign media who reported that he had gone name no source that we can ask. We can neither confirm it nor rule it out.',
  })
  await desk.by('jonas', '2024-12-07 19:10').proposes('suburbs', {
    status: 'unverified',
    confidence: 'low',
    rationale:
      'The Observatory says so and the ministry denies that the army has left any of the countryside. The fall of the statue in Jaramana shows protesters there, not armed men. From Daraya and Maadamiyah we have nothing that we can check.',
  })
  await desk.by('jonas', '2024-12-07 19:12').attaches('soldiers', {
    document: 'devdiscourse-qaim',
    stance: 'context',
    excerpt: 'currently undergoing medical treatment',
    credibility: 6,
    because: 'From the same mayor; we have nothing to check it by.',
    origin: 'al-mahlawi',
  })
  await desk.by('jonas', '2024-12-07 19:14').proposes('soldiers', {
    status: 'unverified',
    confidence: 'low',
    rationale:
      'The mayor of Al-Qaim gave Reuters the figure, and he is placed to know. Damascus denies that its soldiers are deserting to Iraq. Iraqi security officials who spoke to AFP agree that soldiers crossed and differ on how many: “hundreds” and 2,000. We are waiting for Baghdad.',
  })
  await desk.by('jonas', '2024-12-07 19:18').approves('presidency')
  await desk.by('mira', '2024-12-07 19:20').approves('suburbs')
  await desk.by('amal', '2024-12-07 19:24').links('qaim-again', 'repeats', 'soldiers')
  await desk
    .by('amal', '2024-12-07 19:25')
    .withdraws(
      'qaim-again',
      'This page repeated a claim that has a page of its own, “About 2,000 Syrian soldiers, some of them wounded, have crossed into Iraq at Al-Qaim”. Two pages for one event would have looked like two reports. What AFP’s sources said is kept there as evidence.',
    )
  await desk.by('tomas', '2024-12-07 19:30').attaches('soldiers', {
    document: 'lbci-qaim',
    stance: 'supports',
    excerpt: '2,000 soldiers, including officers',
    credibility: 3,
    because: 'An unnamed official; a colleague of his, in the same dispatch, spoke of hundreds.',
    origin: 'iraqi-security',
  })
  await desk.by('mira', '2024-12-07 19:36').approvesAfterChanges('soldiers')

  await desk.by('jonas', '2024-12-07 19:38').proposes('final-phase', {
    status: 'corroborated',
    confidence: 'moderate',
    rationale:
      'Two reports independent of the rebels fit their claim: the Observatory has the army out of towns ten kilometres to the south-west, and LBC has insurgents in three suburbs on two sides of the city. The ministry still denies any withdrawal. That the ring is closing is corroborated; that it is closed, nobody claims.',
    update: 'A second report, from LBC, has insurgents in suburbs of the capital.',
  })
  await desk.by('mira', '2024-12-07 19:47').approves('final-phase')

  await desk.by('mira', '2024-12-07 19:52').proposes('redeploy', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The ministry says that its forces are moving under orders and that talk of desertion towards Iraq is untrue. The mayor of Al-Qaim says that 2,000 of its soldiers are in his town. An order to redeploy and a flight over the border can look alike from outside, and we have no soldier’s account.',
  })
  await desk.by('jonas', '2024-12-07 20:02').approves('redeploy')

  await desk.by('tomas', '2024-12-07 20:20').filesAgainst('soldiers', 'supports', 'awadi', {
    claimant: 'awadi',
    proposition:
      'Nearly 2,000 Syrian soldiers entered Iraq with Baghdad’s consent and with their equipment',
    wording: {
      text: "Today, approximately 2,000 soldiers from the Syrian army sought refuge within Iraq's borders and entered Iraq with our permission",
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Al-Qaim border crossing', latitude: 34.37, longitude: 41.06 },
    document: 'rudaw-qaim',
    quote:
      "Today, approximately 2,000 soldiers from the Syrian army sought refuge within Iraq's borders and entered Iraq with our permission",
  })
  await desk
    .by('tomas', '2024-12-07 20:24')
    .finds(
      'awadi',
      'pledgetimes-qaim',
      'About 2,000 Syrian soldiers who were sheltering on the Iraqi border have crossed into Iraqi territory today',
      { reportedBy: 'rudaw' },
    )
  await desk.by('mira', '2024-12-07 20:32').links('awadi', 'counters', 'redeploy')
  await desk.by('mira', '2024-12-07 20:34').shows('awadi')
  await desk.by('jonas', '2024-12-07 20:40').attaches('soldiers', {
    document: 'rudaw-qaim',
    stance: 'supports',
    excerpt: "sought refuge within Iraq's borders and entered Iraq with our permission",
    credibility: 2,
    because: 'The government that let them in, on the record, to a newsroom that asked.',
    origin: 'awadi',
  })
  await desk.by('jonas', '2024-12-07 20:52').proposes('soldiers', {
    status: 'corroborated',
    confidence: 'moderate',
    rationale:
      'Baghdad’s spokesman gives nearly the same figure on the record, and one of two security officials who spoke to AFP gives it too; the other spoke of hundreds. The mayor, the spokesman and the officials are all Iraqi officials but answer to different offices. Nobody independent of them has counted.',
    update: 'The Iraqi government has confirmed the crossing and the figure.',
  })
  await desk.by('amal', '2024-12-07 21:06').approves('soldiers')

  // What was left in the article that nobody had filed yet.
  await desk.by('tomas', '2024-12-07 21:15').files('leave-advice', {
    claimant: 'subnews',
    proposition: 'Jordan, Russia and the United States have urged their citizens to leave Syria',
    said: '2024-12-07',
    place: { name: 'Syria' },
    document: 'subnews-damascus',
    quote: 'urged their citizens to leave Syria',
  })
  await desk.by('tomas', '2024-12-07 21:20').files('hama-poster', {
    claimant: 'subnews',
    proposition: 'A poster of Bashar al-Assad has been burnt in Hama',
    said: '2024-12-07',
    place: { name: 'Hama', latitude: 35.1318, longitude: 36.7578 },
    document: 'subnews-damascus',
    quote: 'burning of President Bashar al-Assad’s poster in Hama',
  })
  await desk.by('tomas', '2024-12-07 21:23').files('daraa-unrest', {
    claimant: 'subnews',
    proposition: 'There is unrest in Daraa, where the uprising of 2011 began',
    said: '2024-12-07',
    place: { name: 'Daraa', latitude: 32.6189, longitude: 36.1021 },
    document: 'subnews-damascus',
    quote: 'unrest in Daraa',
  })
  await desk.by('tomas', '2024-12-07 21:26').files('homs-halt', {
    claimant: 'subnews',
    proposition: 'Government forces have reinforced Homs and halted the rebel advance for now',
    said: '2024-12-07',
    place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
    document: 'subnews-damascus',
    quote: 'halt the rebel advance temporarily',
  })
  await desk.by('tomas', '2024-12-07 21:29').files('awaits', {
    claimant: 'al-sharaa',
    proposition: 'Damascus is waiting for the rebels',
    wording: { text: 'Damascus awaits you', language: 'en' },
    said: '2024-12-07',
    place: { name: 'Damascus', latitude: 33.5138, longitude: 36.2765 },
    document: 'subnews-damascus',
    quote: 'Damascus awaits you',
  })
  await desk
    .by('jonas', '2024-12-07 21:36')
    .setsAside('awaits', 'A call to his fighters, not a statement that can be checked.')
  await desk.by('mira', '2024-12-07 21:38').takesUp('hama-poster', 'leave-advice')
}

async function night(desk: Desk): Promise<void> {
  await desk.by('amal', '2024-12-07 21:39').gradesNewcomers()
  // Rami Abdel Rahman and Rami Abdurrahman are one man, and had been counted as two sources.
  await desk
    .by('mira', '2024-12-07 21:40')
    .tracesTo(
      'lbc-suburbs',
      'rami-abdel-rahman',
      'LBC’s line about the suburbs is Rami Abdurrahman’s, of the Observatory: the Rami Abdel Rahman of the AFP dispatch.',
    )
  await desk
    .by('mira', '2024-12-07 21:42')
    .gradesEvidence(
      'final-phase',
      'lbc-suburbs',
      6,
      'Not LBC’s own reporting: the Observatory again. Nothing of it can be judged apart from the other piece.',
    )
  await desk.by('mira', '2024-12-07 21:46').proposes('final-phase', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The rebels say that the final phase has begun; the ministry says that its army is in all of the countryside around Damascus. The one independent source for the army’s withdrawal is the Observatory. LBC’s report of insurgents in three suburbs is the Observatory’s as well, under another spelling of its head’s name, and does not count a second time.',
    correction:
      'We were wrong to call this corroborated. We had counted one source twice: the Rami Abdel Rahman quoted by AFP and the Rami Abdurrahman quoted by LBC are one man, the head of the Syrian Observatory. The mistake stood for about two hours.',
  })
  await desk.by('amal', '2024-12-07 21:55').approves('final-phase')

  await desk.by('jonas', '2024-12-07 21:58').attaches('leave-advice', {
    document: 'dw-advice',
    stance: 'supports',
    excerpt:
      'The department urges US citizens to depart Syria now while commercial options remain available.',
    credibility: 1,
    because: 'The department’s own published advice, quoted whole.',
    origin: 'us-state-department',
  })
  await desk.by('jonas', '2024-12-07 22:00').attaches('leave-advice', {
    document: 'skai-advice',
    stance: 'supports',
    excerpt: 'το συντομότερο δυνατόν',
    credibility: 2,
    because: 'The ministry’s spokesman, quoted by a broadcaster that asked.',
    origin: 'jordan-ministry',
  })
  await desk.by('jonas', '2024-12-07 22:01').attaches('leave-advice', {
    document: 'dw-advice',
    stance: 'supports',
    excerpt: 'US and Russia urge citizens to leave Syria',
    credibility: 3,
    because: 'Reported at second hand; the embassy spoke of commercial flights still being there.',
    origin: 'russian-embassy',
  })
  await desk.by('amal', '2024-12-07 22:02').gradesNewcomers()
  await desk.by('jonas', '2024-12-07 22:03').proposes('leave-advice', {
    status: 'verified',
    confidence: 'high',
    rationale:
      'The advice of all three is public. Washington told Americans on Friday to leave “now while commercial options remain available”; Amman told Jordanians to leave as soon as possible; Russia’s embassy pointed Russians to the commercial flights that still go. “Urged” is strong for the Russian wording and right for the other two.',
  })
  await desk.by('mira', '2024-12-07 22:07').approves('leave-advice')

  await desk.by('tomas', '2024-12-07 22:08').filesAgainst('final-phase', 'counters', 'cordon', {
    claimant: 'rahmoun',
    proposition: 'A security and military cordon that nobody can break surrounds Damascus',
    wording: {
      text: 'أطمئن المواطنين أن هناك طوقاً قوياً جداً، أمنياً وعسكرياً، على الأطراف البعيدة لدمشق وريف دمشق',
      language: 'ar',
    },
    said: '2024-12-07',
    place: { name: 'Damascus', latitude: 33.5138, longitude: 36.2765 },
    document: 'alkhaleej-cordon',
    quote:
      'أطمئن المواطنين أن هناك طوقاً قوياً جداً، أمنياً وعسكرياً، على الأطراف البعيدة لدمشق وريف دمشق',
    reportedBy: 'afp',
    note: 'Two rings are claimed around the same city: one of attackers, one of defenders.',
  })
  await desk
    .by('tomas', '2024-12-07 22:12')
    .finds('cordon', 'wion-encircling', 'a very strong security and military cordon', {
      reportedBy: 'afp',
    })
  await desk
    .by('tomas', '2024-12-07 22:14')
    .finds('final-phase', 'wion-encircling', 'final phase', { reportedBy: 'afp' })
  await desk
    .by('tomas', '2024-12-07 22:15')
    .finds(
      'no-truth',
      'wion-encircling',
      'There is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn',
      { reportedBy: 'afp' },
    )
  await desk.by('mira', '2024-12-07 22:24').takesUp('cordon')
  await desk.by('mira', '2024-12-07 22:26').shows('cordon', 'final-phase', 'no-truth')
  await desk.by('mira', '2024-12-07 22:30').proposes('cordon', {
    status: 'unverified',
    confidence: 'low',
    rationale:
      'The interior minister said so on state television during a walk through the city. Nobody else has described such a cordon, and no reporter has been let near where it would be. That nobody can break it is a promise rather than a fact.',
  })
  await desk.by('jonas', '2024-12-07 22:41').approves('cordon')

  await desk.by('amal', '2024-12-07 22:43').gradesNewcomers()
  await desk.by('jonas', '2024-12-07 22:44').attaches('redeploy', {
    document: 'rudaw-qaim',
    stance: 'context',
    excerpt: "sought refuge within Iraq's borders",
    credibility: 2,
    because: 'Iraq’s government, on the record; “refuge” is its word.',
    origin: 'awadi',
  })
  await desk.by('jonas', '2024-12-07 22:46').attaches('redeploy', {
    document: 'lbci-daraa',
    stance: 'context',
    excerpt: 'all of Daraa province',
    credibility: 3,
    because: 'The Observatory; corroborated by the factions that hold the ground.',
    origin: 'sohr',
  })
  await desk.by('jonas', '2024-12-07 22:50').proposes('redeploy', {
    status: 'misleading',
    confidence: 'moderate',
    rationale:
      'There may well have been orders to move. But the word leaves out what changes its meaning: the places that the army moved from are lost to it, and some 2,000 of its soldiers, by Baghdad’s account, crossed into Iraq to seek refuge. The statement denies the second and is silent on the first. The army used the same word before each earlier retreat of this offensive.',
    update: 'Baghdad has confirmed that about 2,000 Syrian soldiers sought refuge in Iraq.',
  })
  await desk.by('mira', '2024-12-07 23:02').approves('redeploy')

  await desk.by('tomas', '2024-12-07 23:06').files('homs-entered', {
    claimant: 'sohr',
    proposition: 'Rebels have entered Homs and hold some of its districts',
    wording: {
      text: 'Rebel factions entered the city of Homs and took control of some neighbourhoods after the withdrawal of security forces and the army',
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
    document: 'inquirer-homs',
    quote:
      'Rebel factions entered the city of Homs and took control of some neighbourhoods after the withdrawal of security forces and the army',
    reportedBy: 'afp',
  })
  await desk
    .by('tomas', '2024-12-07 23:11')
    .filesAgainst('homs-entered', 'supports', 'homs-advance', {
      claimant: 'hassan-abdel-ghani',
      proposition: 'Rebel forces have begun to advance into the city of Homs',
      wording: { text: 'our forces have begun advancing into the city of Homs', language: 'en' },
      said: '2024-12-07',
      place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
      document: 'inquirer-homs',
      quote: 'our forces have begun advancing into the city of Homs',
      reportedBy: 'afp',
    })
  await desk
    .by('tomas', '2024-12-07 23:17')
    .filesAgainst('homs-entered', 'counters', 'homs-unfounded', {
      claimant: 'defence-ministry',
      proposition: 'Rebels have not entered Homs, which is safe and stable',
      wording: { text: 'about terrorists entering the city of Homs is unfounded', language: 'en' },
      said: '2024-12-07',
      place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
      document: 'inquirer-homs',
      quote: 'about terrorists entering the city of Homs is unfounded',
      reportedBy: 'afp',
      note: 'Said within the hour of the Observatory’s report.',
    })
  await desk.by('mira', '2024-12-07 23:20').links('homs-unfounded', 'counters', 'homs-advance')
  await desk
    .by('mira', '2024-12-07 23:24')
    .takesUp('homs-entered', 'homs-advance', 'homs-unfounded')
  await desk.by('mira', '2024-12-07 23:26').shows('homs-entered', 'homs-advance', 'homs-unfounded')
  await desk.by('mira', '2024-12-07 23:34').proposes('homs-entered', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The Observatory and the rebels say that fighters are inside Homs; the ministry says that this is unfounded. AFP quotes all three and could not reach the city. That two of them agree weighs something, since the Observatory does not depend on the rebels, but not enough tonight.',
  })
  await desk.by('mira', '2024-12-07 23:38').proposes('homs-advance', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The commander announces his own advance; the ministry denies it; the Observatory goes further than he does and has districts already taken. No reporter is in the city.',
  })
  await desk.by('mira', '2024-12-07 23:42').proposes('homs-unfounded', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The ministry says that nobody has entered and that the city is “safe and stable”. The Observatory and the rebels both have fighters inside. On Friday it denied a withdrawal from the same city, and that is still open.',
  })
  await desk
    .by('jonas', '2024-12-07 23:55')
    .approves('homs-entered', 'homs-advance', 'homs-unfounded')
}
