import type { Desk } from '@/scripts/seed/desk'

/** 9 December 2024: counting, tidying up, and what waits for a second pair of eyes. */
export async function monday(desk: Desk): Promise<void> {
  await desk.by('jonas', '2024-12-09 09:20').proposes('homs-pullout', {
    status: 'overtaken',
    confidence: 'moderate',
    rationale: 'The army has since left Homs altogether, and the rebels hold the city.',
    update: 'Homs has fallen.',
    overtakenBy: { claim: 'homs-taken', on: '2024-12-08' },
  })
  // That it left on Saturday night says nothing about whether it had left on Friday.
  await desk.by('jonas', '2024-12-09 09:34').takesBack('homs-pullout')

  await desk.by('tomas', '2024-12-09 14:40').filesAgainst('soldiers', 'supports', 'soldiers-4000', {
    claimant: 'anbar-official',
    proposition: 'More than 4,000 Syrian soldiers have crossed into Iraq in all',
    said: '2024-12-09',
    place: { name: 'Al-Qaim border crossing', latitude: 34.37, longitude: 41.06 },
    document: 'millennium-qaim',
    quote: 'More than 4,000 Syrian army soldiers have crossed into Iraq',
    reportedBy: 'ap',
    note: 'A later total: 2,000 by the 7th and 4,000 by the 9th do not contradict each other.',
  })
  await desk.by('mira', '2024-12-09 14:50').takesUp('soldiers-4000')
  await desk.by('mira', '2024-12-09 14:52').shows('soldiers-4000')
  await desk.by('amal', '2024-12-09 15:00').gradesNewcomers()
  await desk.by('mira', '2024-12-09 15:04').proposes('soldiers-4000', {
    status: 'unverified',
    confidence: 'moderate',
    rationale:
      'One unnamed official of a militia in Anbar gave AP the figure. It is a total up to Monday, and so does not contradict the 2,000 of Saturday; a second official spoke of one more convoy and gave no number. Baghdad has published no total. We have asked nobody who counted.',
  })
  await desk.by('jonas', '2024-12-09 15:20').approves('soldiers-4000')

  await desk.by('mira', '2024-12-09 15:32').attaches('soldiers', {
    document: 'millennium-qaim',
    stance: 'supports',
    excerpt: 'More than 4,000 Syrian army soldiers have crossed into Iraq',
    credibility: 3,
    because: 'Unnamed, to AP; a higher total two days later fits the earlier figure.',
    origin: 'anbar-official',
  })
  await desk.by('mira', '2024-12-09 15:40').proposes('soldiers', {
    status: 'corroborated',
    confidence: 'high',
    rationale:
      'Baghdad’s spokesman and a security official who spoke to AFP gave the mayor’s figure on the day. On Monday a militia official told AP of more than 4,000 in all, who have handed in their weapons, which fits 2,000 by Saturday. All are Iraqi officials of one kind or another, and no count has been published, so we stop short of verified.',
    update: 'AP reports a total of more than 4,000 by 9 December.',
  })
  await desk.by('jonas', '2024-12-09 15:58').approves('soldiers')

  await desk.by('tomas', '2024-12-09 16:20').files('golan', {
    claimant: 'idf',
    proposition: 'Israel has reinforced its air and ground forces on the Golan Heights',
    wording: {
      text: 'הוחלט על תגבור כוחות אוויריים וקרקעיים בגזרת רמת הגולן',
      language: 'he',
    },
    said: '2024-12-06',
    place: { name: 'Golan Heights', latitude: 33.0, longitude: 35.75 },
    document: 'idf-golan',
    quote: 'הוחלט על תגבור כוחות אוויריים וקרקעיים בגזרת רמת הגולן',
  })
  await desk.by('mira', '2024-12-09 16:34').takesUp('golan')

  await desk.by('tomas', '2024-12-09 16:50').finds('quneitra', 'pledgetimes-qaim', 'deployment')
  await desk
    .by('tomas', '2024-12-09 16:55')
    .strikesAppearance(
      'quneitra',
      'pledgetimes-qaim',
      'Wrong document: that page is about Al-Qaim.',
    )
  await desk.by('mira', '2024-12-09 17:10').proposes('golan', {
    status: 'unverified',
    confidence: 'moderate',
    rationale:
      'The military says so of itself and shows no numbers. Reports of Israeli troops in the buffer zone since Sunday fit it, and go beyond it; they are another claim. We have found nobody on the Golan who could confirm the reinforcement of the 6th.',
  })

  await desk.by('amal', '2024-12-09 17:40').gradesNewcomers()
  await desk.by('jonas', '2024-12-09 18:30').attaches('awadi', {
    document: 'devdiscourse-qaim',
    stance: 'supports',
    excerpt: 'around 2,000 Syrian troops have crossed into Iraq',
    credibility: 3,
    because: 'The mayor of the town, before Baghdad spoke.',
    origin: 'al-mahlawi',
  })
  await desk.by('jonas', '2024-12-09 18:36').attaches('awadi', {
    document: 'lbci-qaim',
    stance: 'supports',
    excerpt: '2,000 soldiers, including officers',
    credibility: 3,
    because: 'An unnamed official with the same figure; his colleague had a lower one.',
    origin: 'iraqi-security',
  })
  await desk.by('jonas', '2024-12-09 18:42').attaches('awadi', {
    document: 'millennium-qaim',
    stance: 'context',
    excerpt: 'turned over their weapons, ammunition and armoured vehicles',
    credibility: 3,
    because: 'Says that they came with equipment; it is of a larger number and a later day.',
    origin: 'anbar-official',
  })
  await desk.by('jonas', '2024-12-09 18:50').proposes('awadi', {
    status: 'corroborated',
    confidence: 'moderate',
    rationale:
      'The mayor of Al-Qaim and an Iraqi security official gave the same figure, the official adding that the authorities had let them in. AP’s report that soldiers handed over weapons and vehicles fits “with their equipment”. That Damascus agreed to it, as the spokesman also said, is his word alone, and its ministry had just denied the whole matter.',
    update: 'An Iraqi security official and AP bear out parts of what the spokesman said.',
  })
}
