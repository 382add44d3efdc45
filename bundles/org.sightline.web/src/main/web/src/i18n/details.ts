import { coded, t } from './locale';
import { reason } from './reasons';

/** One detail of an audit entry in the language of the page; what has no words here stands as it was written. */
export function detail(key: string, value: string): string {
  const said = key === 'votes' ? votes(value) : key === 'name' ? value : words(value);
  return t('audit.detail', { what: coded('audit.detail', key, 'audit.detail.other', { key }), value: said });
}

/** A reason of the policies, or a short code. */
function words(value: string): string {
  const known = reason(value);
  return known === value ? coded('audit.value', value.toLowerCase(), 'audit.value.other', { value }) : known;
}

/** `review=PERMIT roles=DENY`: which policy said what. */
const votes = (text: string): string =>
  text
    .split(' ')
    .map((vote) => {
      const [policy = '', choice = ''] = vote.split('=');
      return choice ? `${coded('audit.policy', policy, 'audit.value.other', { value: policy })} ${words(choice)}` : words(vote);
    })
    .join(', ');
