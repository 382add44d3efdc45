/** Regions, keys and integrity. */
export const storage = {
  'region.title': 'New recordings go to {place}',
  'region.lead': 'The region is set by the platform’s administrator. Nothing of a recording is kept anywhere else.',
  'region.regions': 'Regions',
  'region.col.region': 'Region',
  'region.col.stores': 'Stores',
  'region.col.state': 'State',
  'region.yours': 'yours',
  'region.ready': 'Answers',
  'region.away': 'Does not answer',
  'region.never': 'Never anywhere else',
  'region.never.text': 'If no store in the chosen region answers, recording does not start, and both people in the call are told. A recording already running stays on this machine, encrypted, until the region is back.',
} as const;
