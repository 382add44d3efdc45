import type { storage as english } from '../en/storage';

export const storage: Record<keyof typeof english, string> = {
  'region.title': 'Les nouveaux enregistrements vont à {place}',
  'region.lead': 'La région est choisie par l’administration de la plateforme. Rien d’un enregistrement n’est conservé ailleurs.',
  'region.regions': 'Régions',
  'region.col.region': 'Région',
  'region.col.stores': 'Lieux de stockage',
  'region.col.state': 'État',
  'region.yours': 'la vôtre',
  'region.ready': 'Répond',
  'region.away': 'Ne répond pas',
  'region.never': 'Jamais ailleurs',
  'region.never.text': 'Si aucun lieu de stockage de la région choisie ne répond, l’enregistrement ne débute pas et les deux personnes en sont averties. Un enregistrement déjà en cours reste sur cette machine, chiffré, jusqu’au retour de la région.',
};
