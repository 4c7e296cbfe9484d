import type { Desk } from '@/scripts/seed/desk'

/** 8 December 2024: Damascus falls. Half of what was written the night before is overtaken by breakfast. */
export async function sunday(desk: Desk): Promise<void> {
  await desk.by('tomas', '2024-12-08 00:20').filesAgainst('homs-advance', 'supports', 'prisoners', {
    claimant: 'hassan-abdel-ghani',
    proposition: 'Rebels have freed more than 3,500 prisoners from the military prison in Homs',
    wording: {
      text: 'Our forces ... have succeeded in freeing more than 3,500 prisoners from the prison ... in Homs',
      language: 'en',
    },
    said: '2024-12-07',
    place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
    document: 'dw-homs',
    quote:
      'Our forces ... have succeeded in freeing more than 3,500 prisoners from the prison ... in Homs',
  })
  await damascus(desk)
  await whatWasOvertaken(desk)
  await homs(desk)
  await president(desk)
  await desk
    .by('amal', '2024-12-08 17:10')
    .gradesSource(
      'presidency',
      'E',
      'Said that the president was at work in Damascus on the day that ended with his flight, and never took it back.',
    )
  await desk.by('mira', '2024-12-08 17:20').proposes('awadi', {
    status: 'unverified',
    confidence: 'moderate',
    rationale:
      'That about 2,000 soldiers crossed is corroborated on a page of its own. What the spokesman adds is that Baghdad let them in, that they brought their equipment and that Damascus agreed. For these we have his word alone, and the Syrian ministry had just denied that anybody was leaving for Iraq.',
  })
  await desk.by('jonas', '2024-12-08 17:34').approves('awadi')
  await desk
    .by('jonas', '2024-12-08 18:05')
    .rewritesStory(
      'The fall of Damascus, December 2024',
      'In eleven days rebels led by Hayat Tahrir al-Sham took Aleppo, Hama and Homs; in the early hours of 8 December 2024 they took Damascus, and Bashar al-Assad flew out. We track what each side claimed on 6–9 December, hour by hour, and what became of it.',
    )
}

async function damascus(desk: Desk): Promise<void> {
  await desk
    .by('tomas', '2024-12-08 05:50')
    .filesAgainst('presidency', 'counters', 'president-left', {
      claimant: 'army-officers',
      proposition: 'Bashar al-Assad has flown out of Damascus',
      wording: { text: 'boarded a plane and left for an unknown destination', language: 'en' },
      said: '2024-12-08',
      place: { name: 'Damascus International Airport', latitude: 33.4115, longitude: 36.5156 },
      document: 'jpost-assad',
      quote: 'boarded a plane and left for an unknown destination',
      reportedBy: 'reuters',
      note: 'The presidency had said the day before that he was at work in the capital.',
    })
  await desk.by('mira', '2024-12-08 05:55').takesUp('president-left')
  await desk.by('mira', '2024-12-08 05:58').attaches('president-left', {
    document: 'jpost-assad',
    stance: 'context',
    excerpt:
      'took off from Damascus airport around the time the capital was reported to have been taken by rebels',
    credibility: 6,
    because: 'A flight of that hour is on public record; nothing shows who was on board.',
    origin: 'reuters',
  })
  await desk.by('mira', '2024-12-08 06:02').proposes('president-left', {
    status: 'unverified',
    confidence: 'low',
    rationale:
      'Two senior army officers, whom Reuters does not name, say that the president has boarded a plane. We looked for a second source and for the plane: one left Damascus at about that hour and went off the public flight map, and nothing shows that he was on it. The presidency’s statement of yesterday still stands.',
  })
  await desk.by('jonas', '2024-12-08 06:14').approves('president-left')

  await desk
    .by('tomas', '2024-12-08 06:40')
    .finds(
      'final-phase',
      'urdupoint-key',
      'Our forces have begun the final phase of encircling the capital, Damascus',
      { reportedBy: 'afp' },
    )
  await desk
    .by('tomas', '2024-12-08 06:42')
    .finds(
      'no-truth',
      'urdupoint-key',
      'There is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn',
      { reportedBy: 'afp' },
    )
  await desk
    .by('tomas', '2024-12-08 06:45')
    .finds(
      'final-phase',
      'cna-nearing',
      'Our forces have begun the final phase of encircling the capital',
      { reportedBy: 'afp' },
    )
  await desk
    .by('tomas', '2024-12-08 06:46')
    .finds(
      'no-truth',
      'cna-nearing',
      'There is no truth to news claiming our armed forces ... have withdrawn',
      { reportedBy: 'afp' },
    )
  await desk
    .by('tomas', '2024-12-08 06:48')
    .finds(
      'cordon',
      'cna-cordon',
      'There is a very strong security and military cordon on the far edges of Damascus and its countryside, and no one ... can penetrate this defensive line',
      { reportedBy: 'afp' },
    )
  await desk
    .by('tomas', '2024-12-08 06:49')
    .finds(
      'homs-unfounded',
      'arabkhabar-homs',
      'لا صحة للأنباء التي تتناقلها المنصات الإعلامية التابعة للتنظيمات الإرهابية عن دخول الإرهابيين إلى مدينة حمص، والوضع آمن ومستقر',
      { reportedBy: 'sana' },
    )
  await desk
    .by('tomas', '2024-12-08 06:50')
    .finds('statue', 'northern-bc-statue', 'in the central square of the Germana suburb')

  await desk.by('amal', '2024-12-08 07:10').gradesNewcomers()
  await desk.by('tomas', '2024-12-08 07:35').filesAgainst('cordon', 'counters', 'damascus-taken', {
    claimant: 'rebel-command',
    proposition: 'Damascus is in rebel hands and the rule of Bashar al-Assad has ended',
    wording: { text: 'تحرير مدينة دمشق وإسقاط الطاغية بشار الأسد', language: 'ar' },
    said: '2024-12-08',
    place: { name: 'Damascus', latitude: 33.5138, longitude: 36.2765 },
    document: 'asharq-statement',
    quote: 'تحرير مدينة دمشق وإسقاط الطاغية بشار الأسد',
    note: 'Read out on state television, inside the ring that nobody was to break.',
  })
  await desk
    .by('tomas', '2024-12-08 07:40')
    .finds(
      'damascus-taken',
      'wion-statement',
      'the liberation of the city of Damascus and the fall of the tyrant Bashar al-Assad',
    )
  await desk
    .by('tomas', '2024-12-08 07:42')
    .finds('damascus-taken', 'kyiv-damascus', 'We declare the city of Damascus free')
  await desk.by('jonas', '2024-12-08 07:45').takesUp('damascus-taken')
  await desk.by('jonas', '2024-12-08 07:46').shows('damascus-taken')
  await desk.by('jonas', '2024-12-08 07:52').attaches('damascus-taken', {
    document: 'kyiv-damascus',
    stance: 'supports',
    excerpt: 'chanting "Freedom."',
    credibility: 2,
    because:
      'Several eyewitnesses in the centre of the city, to Reuters, and an officer on his orders.',
    origin: 'reuters',
  })
  await desk.by('jonas', '2024-12-08 07:58').attaches('damascus-taken', {
    document: 'ibtimes-damascus',
    stance: 'supports',
    excerpt: 'from Damascus showed rebels firing into the air at sunrise',
    credibility: 2,
    because: 'AFP’s own pictures from the city.',
  })
  await desk.by('amal', '2024-12-08 08:00').gradesNewcomers()
  await desk.by('jonas', '2024-12-08 08:04').proposes('damascus-taken', {
    status: 'corroborated',
    confidence: 'high',
    rationale:
      'The rebels announced it on state television, which is itself in their hands. Reuters has eyewitnesses to the crowds in the centre and an officer who was told that the president’s rule is over; AFP has its own pictures of fighters in the city. Which districts are held and by whom is not clear yet.',
  })
  await desk.by('mira', '2024-12-08 08:12').approves('damascus-taken')
  await desk.by('mira', '2024-12-08 08:14').links('damascus-taken', 'supersedes', 'final-phase')

  await desk.by('mira', '2024-12-08 08:20').attaches('president-left', {
    document: 'ibtimes-damascus',
    stance: 'supports',
    excerpt:
      'Assad left Syria via Damascus international airport before the army security forces left',
    credibility: 3,
    because: 'The Observatory, to AFP, which could not confirm it at once.',
    origin: 'rami-abdel-rahman',
  })
  await desk.by('mira', '2024-12-08 08:23').attaches('president-left', {
    document: 'kyiv-damascus',
    stance: 'supports',
    excerpt: 'The tyrant Bashar al-Assad has fled.',
    credibility: 4,
    because: 'His enemies, on the morning of their victory; they do not say how they know.',
    origin: 'rebel-command',
  })
  await desk.by('mira', '2024-12-08 08:28').proposes('president-left', {
    status: 'corroborated',
    confidence: 'moderate',
    rationale:
      'The Observatory and the rebel command say the same as the two officers, and the three do not depend on each other. None of them shows how he left, and nobody says where he is. Nothing has been heard from him or from the presidency since yesterday.',
    update: 'The Syrian Observatory and the rebel command now say so too.',
  })
  await desk.by('jonas', '2024-12-08 08:40').approves('president-left')
}

async function whatWasOvertaken(desk: Desk): Promise<void> {
  await desk.by('mira', '2024-12-08 08:50').proposes('final-phase', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'Whether the ring was closing on Saturday afternoon was never settled while it mattered. By Sunday morning the rebels were in the city, so the question is no longer open: what was announced as the final phase ended within a night. The four pages that carry the sentence in English go back to one agency, AFP, and it to one post: one source, not four.',
    update: 'The rebels entered Damascus in the early hours of 8 December.',
    overtakenBy: { claim: 'damascus-taken', on: '2024-12-08' },
  })
  await desk.by('mira', '2024-12-08 08:56').proposes('no-truth', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'The denial stood for some hours. By morning the army was gone from the capital itself. Whether it still held all of the countryside when the ministry said so on Saturday afternoon is not established: the Observatory named towns that it had left, and nobody could go and look.',
    update: 'Damascus has fallen; the army is no longer there.',
    overtakenBy: { claim: 'damascus-taken', on: '2024-12-08' },
  })
  await desk.by('mira', '2024-12-08 09:00').proposes('towns', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'The Observatory’s report of towns lost ten kilometres out was denied by the ministry and could not be checked on the day. It fits what followed within twelve hours. Nobody asks any longer who holds those towns.',
    update: 'Damascus has fallen; the front that this was about no longer exists.',
    overtakenBy: { claim: 'damascus-taken', on: '2024-12-08' },
  })
  await desk.by('mira', '2024-12-08 09:03').proposes('suburbs', {
    status: 'overtaken',
    confidence: 'moderate',
    rationale:
      'On Saturday we could check neither Daraya nor Maadamiyah. By Sunday morning armed rebels were in the capital between those suburbs. When they first came to each of the three, we still do not know.',
    update: 'Damascus itself is in rebel hands.',
    overtakenBy: { claim: 'damascus-taken', on: '2024-12-08' },
  })
  await desk.by('jonas', '2024-12-08 09:20').approves('final-phase', 'no-truth', 'towns', 'suburbs')

  await desk.by('mira', '2024-12-08 09:26').attaches('cordon', {
    document: 'ibtimes-damascus',
    stance: 'refutes',
    excerpt: 'from Damascus showed rebels firing into the air at sunrise',
    credibility: 2,
    because: 'AFP’s own pictures of fighters inside the ring.',
  })
  await desk.by('mira', '2024-12-08 09:29').attaches('cordon', {
    document: 'kyiv-damascus',
    stance: 'refutes',
    excerpt: "told officers that Assad's 24-year rule had ended",
    credibility: 2,
    because: 'An officer, to Reuters: the army command itself stood its officers down.',
    origin: 'reuters',
  })
  await desk.by('mira', '2024-12-08 09:36').proposes('cordon', {
    status: 'false',
    confidence: 'high',
    rationale:
      'The minister said on Saturday night that nobody could break the cordon around Damascus. Before sunrise rebels were inside the city: AFP filmed them, and Reuters’ witnesses saw the crowds that met them. Whatever stood at the edge of the city was broken or had left, so the statement was wrong in the one thing that it promised.',
    update: 'Rebel fighters were in the centre of Damascus some hours after the statement.',
  })
  await desk.by('jonas', '2024-12-08 09:50').approves('cordon')

  await desk.by('jonas', '2024-12-08 10:02').proposes('presidency', {
    status: 'disputed',
    confidence: 'moderate',
    rationale:
      'The presidency said on Saturday that he had not left and was at work in Damascus. Two officers, the Observatory and the rebels now say that he flew out. Nobody has yet put an hour to it that we can check, so we do not know whether the statement was untrue when it was made or only the morning after.',
    update: 'Several sources say that he has left Damascus.',
  })
  await desk.by('mira', '2024-12-08 10:15').approves('presidency')
}

async function homs(desk: Desk): Promise<void> {
  await desk
    .by('tomas', '2024-12-08 10:24')
    .filesAgainst('homs-unfounded', 'counters', 'homs-taken', {
      claimant: 'rebel-command',
      proposition: 'Rebel forces control the whole city of Homs',
      wording: { text: 'complete liberation', language: 'en' },
      said: '2024-12-08',
      place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
      document: 'dailymirror-homs',
      quote: 'complete liberation',
      reportedBy: 'hassan-abdel-ghani',
      note: 'The ministry called this report false as well.',
    })
  await desk.by('mira', '2024-12-08 10:30').takesUp('homs-taken', 'prisoners')
  await desk.by('mira', '2024-12-08 10:32').links('homs-taken', 'supersedes', 'homs-entered')
  await desk.by('mira', '2024-12-08 10:36').attaches('homs-taken', {
    document: 'devdiscourse-homs',
    stance: 'supports',
    excerpt: 'Thousands flooded the streets in celebration as government forces withdrew.',
    credibility: 2,
    because: 'Reuters, from the city; the page rewrites it and keeps the sense.',
  })
  await desk.by('mira', '2024-12-08 10:40').attaches('homs-taken', {
    document: 'lokmat-homs',
    stance: 'supports',
    excerpt: 'redeploying its units on the outskirts of Homs',
    credibility: 2,
    because: 'A pro-government radio concedes that the army has left the city.',
    origin: 'sham-fm',
  })
  await desk.by('amal', '2024-12-08 10:42').gradesNewcomers()
  await desk.by('mira', '2024-12-08 10:48').proposes('prisoners', {
    status: 'unverified',
    confidence: 'high',
    rationale: 'The commander says more than 3,500. DW reports it.',
  })
  await desk
    .by('jonas', '2024-12-08 11:00')
    .sendsBack(
      'prisoners',
      'Say what speaks against the figure: Reuters’ rebel sources and the Observatory both have hundreds, and from the central prison. High confidence in not knowing is not what we mean.',
    )
  await desk.by('mira', '2024-12-08 11:06').attaches('prisoners', {
    document: 'devdiscourse-prison',
    stance: 'context',
    excerpt: 'central prison in Homs',
    credibility: 3,
    because: 'Rebel sources, to Reuters: another prison, and hundreds rather than thousands.',
    origin: 'rebel-command',
  })
  await desk.by('mira', '2024-12-08 11:09').attaches('prisoners', {
    document: 'urdupoint-homs',
    stance: 'context',
    excerpt: 'Hundreds of detainees',
    credibility: 3,
    because: 'The Observatory, to AFP: hundreds, from the central prison.',
    origin: 'sohr',
  })
  await desk.by('mira', '2024-12-08 11:14').proposes('prisoners', {
    status: 'unverified',
    confidence: 'low',
    rationale:
      'That prisoners left a prison in Homs on Saturday night, three sources say. The number is the commander’s alone: rebel sources told Reuters, and the Observatory told AFP, of hundreds. They speak of the central prison; DW’s page has the military one. There may have been two prisons. No list and no count has been shown.',
  })
  await desk.by('jonas', '2024-12-08 11:25').approves('prisoners')

  await desk.by('jonas', '2024-12-08 11:32').proposes('homs-taken', {
    status: 'verified',
    confidence: 'high',
    rationale:
      'Reuters has the army withdrawing and thousands of residents in the streets; a radio close to the government says that the army has moved to the outskirts. The ministry’s denial of early Sunday was its last word on the city. Pockets of fighting are possible; nobody reports any.',
  })
  await desk.by('mira', '2024-12-08 11:44').approves('homs-taken')
  await desk.by('jonas', '2024-12-08 11:52').attaches('homs-entered', {
    document: 'lokmat-homs',
    stance: 'supports',
    excerpt: 'redeploying its units on the outskirts of Homs',
    credibility: 2,
    because: 'A pro-government radio concedes that the army was moving out that night.',
    origin: 'sham-fm',
  })
  await desk.by('jonas', '2024-12-08 11:55').attaches('homs-entered', {
    document: 'devdiscourse-prison',
    stance: 'supports',
    excerpt: 'central prison in Homs',
    credibility: 3,
    because: 'Rebel sources, to Reuters, with a place inside the city.',
    origin: 'rebel-command',
  })
  await desk.by('jonas', '2024-12-08 11:58').attaches('homs-advance', {
    document: 'inquirer-homs',
    stance: 'supports',
    excerpt: 'Rebel factions entered the city of Homs and took control of some neighbourhoods',
    credibility: 3,
    because: 'The Observatory, at the same hour and further than the commander went.',
    origin: 'rami-abdel-rahman',
  })
  await desk.by('jonas', '2024-12-08 12:00').attaches('homs-advance', {
    document: 'devdiscourse-homs',
    stance: 'supports',
    excerpt: 'Thousands flooded the streets in celebration as government forces withdrew.',
    credibility: 2,
    because: 'Reuters, from the city, some hours later.',
  })
  await desk.by('jonas', '2024-12-08 12:06').proposes('homs-entered', {
    status: 'corroborated',
    confidence: 'high',
    rationale:
      'The rebels, and a radio close to the government that had the army moving to the outskirts, agree with what the Observatory reported on Saturday night. By morning the whole city had changed hands. Which districts were taken first is known only from the Observatory.',
    update: 'A pro-government radio has confirmed that the army was leaving, and Homs has fallen.',
  })
  await desk.by('jonas', '2024-12-08 12:10').proposes('homs-advance', {
    status: 'corroborated',
    confidence: 'high',
    rationale:
      'The Observatory reported the same advance at the same hour, and Reuters found the army gone and the people in the streets a few hours later. The commander’s announcement has held up.',
    update: 'Homs has fallen, and Reuters reports from the city.',
  })
  await desk.by('mira', '2024-12-08 12:18').proposes('homs-unfounded', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'The ministry called reports of rebels in Homs unfounded and the city safe and stable. Some hours later the whole city was in rebel hands. We have no picture with an hour on it that shows rebels inside when the statement was made, and so we call it overtaken rather than false.',
    update: 'The rebels control all of Homs.',
    overtakenBy: { claim: 'homs-taken', on: '2024-12-08' },
  })
  await desk.by('mira', '2024-12-08 12:22').proposes('homs-holds', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'The ministry said on Friday that the army was in place in Homs. On the night to Sunday it left the city. Whether it had already gone to the outskirts on Friday, as the Observatory reported, remains disputed.',
    update: 'The army has left Homs and the rebels control the city.',
    overtakenBy: { claim: 'homs-taken', on: '2024-12-08' },
  })
  await desk.by('mira', '2024-12-08 12:25').proposes('last-village', {
    status: 'overtaken',
    confidence: 'high',
    rationale:
      'On Friday night nobody could confirm that the rebels were at the edge of Homs. On Saturday night they were inside it, and on Sunday they held all of it. The village is still without a name.',
    update: 'The rebels control all of Homs.',
    overtakenBy: { claim: 'homs-taken', on: '2024-12-08' },
  })
  await desk.by('mira', '2024-12-08 12:30').approves('homs-entered', 'homs-advance')
  await desk
    .by('jonas', '2024-12-08 12:36')
    .approves('homs-unfounded', 'homs-holds', 'last-village')
}

async function president(desk: Desk): Promise<void> {
  await desk.by('tomas', '2024-12-08 12:50').attaches('statue', {
    document: 'dailymirror-homs',
    stance: 'supports',
    excerpt: 'toppled in the southern suburb of Jeramana',
    credibility: 3,
    because: 'Footage shared that day, described by the BBC.',
    origin: 'social-video',
  })
  await desk.by('jonas', '2024-12-08 12:58').proposes('statue', {
    status: 'verified',
    confidence: 'high',
    rationale:
      'Witnesses told Reuters and, separately, AFP; AFP checked a video of it, and the BBC describes footage of the same scene. Nobody disputes it. The suburb goes by Jaramana, Jermana, Germana and Jeramana in these reports.',
    update: 'A further newsroom has described footage of the scene.',
  })
  await desk.by('mira', '2024-12-08 13:10').approves('statue')

  await desk.by('jonas', '2024-12-08 13:20').attaches('damascus-taken', {
    document: 'nzherald-damascus',
    stance: 'supports',
    excerpt: 'saw dozens of men, women and children wandering through Assad’s home',
    credibility: 1,
    because: 'AFP’s correspondents saw it themselves, and other newsrooms filmed the same.',
  })
  await desk.by('jonas', '2024-12-08 13:24').attaches('damascus-taken', {
    document: 'prothomalo-damascus',
    stance: 'supports',
    excerpt: 'ready for any handover procedures',
    credibility: 2,
    because: 'The prime minister of the government that lost, in his own video.',
    origin: 'jalali',
  })
  await desk.by('amal', '2024-12-08 13:26').gradesNewcomers()
  await desk.by('jonas', '2024-12-08 13:30').proposes('damascus-taken', {
    status: 'verified',
    confidence: 'high',
    rationale:
      'AFP’s correspondents walked through the president’s house; Reuters has witnesses across the centre; the prime minister says that he is ready to hand over. Rebels, reporters and the last government agree. What comes after is not part of this claim.',
    update: 'Correspondents in the city and the prime minister confirm it.',
  })
  await desk.by('mira', '2024-12-08 13:40').approves('damascus-taken')

  await desk.by('mira', '2024-12-08 15:20').attaches('president-left', {
    document: 'russian-statement',
    stance: 'supports',
    excerpt: 'он принял решение оставить президентский пост и покинул страну',
    credibility: 2,
    because: 'His closest ally, in an official statement, against its own earlier interest.',
  })
  await desk.by('mira', '2024-12-08 15:32').proposes('president-left', {
    status: 'verified',
    confidence: 'high',
    rationale:
      'Russia’s foreign ministry says that he has given up the presidency and left the country. The Observatory and the rebel command had said so in the morning, and two senior officers before them. None of these depends on another. The statement does not say where he is, and we do not know the hour of his flight.',
    update: 'Russia’s foreign ministry has confirmed that he has left Syria.',
  })
  await desk.by('jonas', '2024-12-08 15:45').approves('president-left')

  await desk.by('jonas', '2024-12-08 15:58').attaches('presidency', {
    document: 'russian-statement',
    stance: 'refutes',
    excerpt: 'он принял решение оставить президентский пост и покинул страну',
    credibility: 2,
    because: 'His closest ally, in an official statement.',
  })
  await desk.by('jonas', '2024-12-08 16:04').attaches('presidency', {
    document: 'kalima-assad',
    stance: 'refutes',
    excerpt: 'الساعة العاشرة مساء السبت من مطار دمشق الدولي',
    credibility: 3,
    because:
      'The Observatory puts an hour to it: ten on Saturday evening, the day of the statement.',
    origin: 'sohr',
  })
  await desk.by('jonas', '2024-12-08 16:08').attaches('presidency', {
    document: 'jpost-assad',
    stance: 'refutes',
    excerpt: 'boarded a plane and left for an unknown destination',
    credibility: 3,
    because: 'Unnamed, but senior, and borne out by everything since.',
    origin: 'army-officers',
  })
  await desk.by('amal', '2024-12-08 16:10').gradesNewcomers()
  await desk.by('jonas', '2024-12-08 16:20').proposes('presidency', {
    status: 'false',
    confidence: 'moderate',
    rationale:
      'The statement told Syrians that talk of his departure was a rumour spread by foreign media. That night he was gone: Russia’s foreign ministry, the Observatory and two of his own officers say so. The Observatory has him at the airport at ten on Saturday evening; the officers, early on Sunday. He may have been in the city at the hour when the statement was published, which is why our confidence is moderate. What it told people to believe was wrong.',
    update:
      'Russia’s foreign ministry has confirmed that he has left; the Observatory puts it at Saturday evening.',
  })
  await desk.by('mira', '2024-12-08 16:42').approves('presidency')
}
