import { duration, place } from '../i18n/format';
import { coded, t } from '../i18n/locale';
import type { RecordingInfo } from './messages';

/** Why a call is not recorded, or no longer, in the same words for both sides: the reason, what is safe, that the call goes on. */
export function whyUnrecorded({ reason, region, recordedMillis }: RecordingInfo, other: string): { title: string; text: string } {
  const begun = recordedMillis > 0;
  const sentences = [
    coded('rec.reason', reason ?? 'unknown', 'rec.reason.unknown', { place: place(region ?? '') }),
    begun ? t('rec.before', { length: duration(recordedMillis) }) : '',
    other ? t('rec.told', { name: other }) : '',
    t('rec.go-on'),
  ];
  return { title: t(begun ? 'rec.ended' : 'rec.unavailable'), text: sentences.filter(Boolean).join(' ') };
}
