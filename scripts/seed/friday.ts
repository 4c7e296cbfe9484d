import type { Desk } from '@/scripts/seed/desk'

/** 6 December 2024: Homs. A monitor and a ministry say opposite things, and nobody else is there. */
export async function friday(desk: Desk): Promise<void> {
  await desk.by('amal', '2024-12-06 06:10').opensAddressBook()
  await desk
    .by('jonas', '2024-12-06 17:40')
    .opensStory(
      'Damascus, December 2024',
      'Rebels led by Hayat Tahrir al-Sham took Aleppo and Hama within nine days and are moving on Homs, the last large city before Damascus. We track what each side claims, hour by hour.',
    )

  await desk.by('tomas', '2024-12-06 18:20').files('homs-pullout', {
    claimant: 'sohr',
    proposition: 'Syrian government forces have left the city of Homs for its outskirts',
    wording: {
      text: 'Syrian soldiers have withdrawn from Homs city towards its outskirts',
      language: 'en',
    },
    said: '2024-12-06',
    place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
    document: 'lbci-homs',
    quote: 'Syrian soldiers have withdrawn from Homs city towards its outskirts.',
    reportedBy: 'afp',
  })
  await desk
    .by('tomas', '2024-12-06 18:24')
    .finds('homs-pullout', 'hathalyoum-homs', 'withdrew from the city of Homs to its outskirts')
  await desk
    .by('tomas', '2024-12-06 18:32')
    .filesAgainst('homs-pullout', 'counters', 'homs-holds', {
      claimant: 'defence-ministry',
      proposition: 'The Syrian army is still in place in Homs; reports of a withdrawal are false',
      wording: {
        text: 'There is no truth to news... about the army withdrawing from Homs',
        language: 'en',
      },
      said: '2024-12-06',
      place: { name: 'Homs', latitude: 34.7324, longitude: 36.7137 },
      document: 'hathalyoum-homs',
      quote: 'false',
      note: 'The ministry answered the Observatory’s report by name of the city within hours.',
    })
  await desk
    .by('tomas', '2024-12-06 18:36')
    .finds(
      'homs-holds',
      'lbci-homs',
      'There is no truth to news... about the army withdrawing from Homs.',
      { reportedBy: 'afp' },
    )
  await desk.by('mira', '2024-12-06 18:45').takesUp('homs-pullout', 'homs-holds')
  await desk.by('jonas', '2024-12-06 18:52').shows('homs-pullout', 'homs-holds')
  await desk.by('jonas', '2024-12-06 18:53').showsStory()

  await desk.by('mira', '2024-12-06 19:05').attaches('homs-pullout', {
    document: 'lbci-homs',
    stance: 'refutes',
    excerpt: 'There is no truth to news... about the army withdrawing from Homs.',
    credibility: 4,
    because: 'A party’s denial of its own defeat, with nothing to check it by.',
    origin: 'defence-ministry',
  })
  await desk.by('mira', '2024-12-06 19:20').attaches('homs-holds', {
    document: 'hathalyoum-homs',
    stance: 'refutes',
    excerpt: 'withdrew from the city of Homs to its outskirts',
    credibility: 3,
    because: 'The Observatory has been right in outline this week, and its contacts can’t be seen.',
    origin: 'sohr',
  })
  await desk.by('mira', '2024-12-06 19:30').proposes('homs-pullout', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The Observatory says that the army has pulled out of Homs to its outskirts. The defence ministry denies it. We looked for a reporter, a resident or a picture that would settle it and found none: every account we have comes from one of the two. Both may describe the same movement, since “outskirts” can be a retreat or a line of defence.',
  })
  await desk.by('mira', '2024-12-06 19:34').proposes('homs-holds', {
    status: 'disputed',
    confidence: 'low',
    rationale:
      'The ministry says that the army is in place; the Observatory says that it has left the city for its outskirts. Neither shows anything, and no independent reporter is in Homs. The ministry denied the fall of Hama for two days this week before the army announced it, so its word alone does not settle this.',
  })
  await desk.by('jonas', '2024-12-06 19:48').approves('homs-pullout', 'homs-holds')

  await desk.by('tomas', '2024-12-06 20:10').files('deir-ezzor', {
    claimant: 'rami-abdel-rahman',
    proposition: 'Government forces and their allies have suddenly left Deir Ezzor',
    wording: {
      text: 'Syrian regime forces and commanders of Iran-backed allied groups suddenly withdrew from Deir Ezzor city and its countryside',
      language: 'en',
    },
    said: '2024-12-06',
    place: { name: 'Deir Ezzor', latitude: 35.3359, longitude: 40.1408 },
    document: 'lbci-deir-ezzor',
    quote:
      'Syrian regime forces and commanders of Iran-backed allied groups suddenly withdrew from Deir Ezzor city and its countryside',
    reportedBy: 'afp',
  })
  await desk.by('tomas', '2024-12-06 20:40').attaches('deir-ezzor', {
    document: 'rudaw-sdf',
    stance: 'supports',
    excerpt:
      'our fighters in the Deir ez-Zor Military Council have been deployed in the city and west of the Euphrates',
    credibility: 2,
    because:
      'The force that moved in says where it stands; it could not stand there with the army present.',
    origin: 'sdf',
  })

  await desk.by('amal', '2024-12-06 21:30').gradesNewcomers()
  await desk.by('tomas', '2024-12-06 23:58').files('last-village', {
    claimant: 'rebel-command',
    proposition: 'Rebel forces have taken the last village before Homs and stand at its walls',
    wording: { text: 'حررت قواتنا آخر قرية على تخوم مدينة حمص، وباتت على أسوارها', language: 'ar' },
    said: '2024-12-06',
    place: { name: 'The edge of Homs' },
    document: 'aljarida-homs',
    quote: 'حررت قواتنا آخر قرية على تخوم مدينة حمص، وباتت على أسوارها',
  })
}
