import { arabicStem, englishStem, plainArabic } from '@/lib/text/stems'

const listed = (list: string) => list.trim().split(/\s+/)

/** Words that say nothing by themselves, and those by which somebody is quoted; as the glossary names words it doesn't know. */
export const STOP_WORDS = new Set([
  ...listed(`a an the this that these those it its they them their theirs he him his she her we us our ours you your i me my
    of to in on at by for from with into onto upon as than then there here and or but if so while when where which who whom whose what
    be have do does did doing done will would shall should may might can could must been being not no nor never neither only also just even
    still yet again very more much many such other another any each every both same own about over under after before during between through
    against across along among amid per up down out off near around away back within without toward towards because due via despite although though
    well so said say tell told according announce declare state statement report add note claim say describe express speak argue
    come go make get take place lot thing way kind use instead rather however therefore meanwhile some several one two
    mr mrs ms sir`).map(englishStem),
  ...listed(`من الى إلى على عن في مع ب ل و ف ثم او أو أم لكن بل ان أن إن إنه أنه انها بأن بان الذي التي الذين اللذين اللتين هذا هذه ذلك تلك هو هي هم هن نحن انا أنا انت
    كان كانت يكون تكون كانوا قد لقد سوف لم لن لا ليس ليست ما مما كما اذ إذ اذا إذا لو كي لكي حتى منذ بعد قبل خلال عند لدى بين ضد حول نحو عبر ضمن دون بدون غير سوى الا إلا
    قال قالت يقول أعلن أعلنت يعلن إعلان أكد أكدت يؤكد تأكيد ذكر ذكرت أفاد أفادت أضاف أضافت صرح صرحت أوضح أشار تشير تحدث تتحدث يتحدث تفيد زعم تزعم متداول تداول تداولت بيان تصريح تصريحات بحسب حسب وفق وفقا نقلا تم يتم جرى
    أي اي ايضا أيضا فقط هنا هناك حيث فيما بينما رغم له لها لهم به بها بهم فيه فيها منه منها عنه عنها عليه عليها إليه إليها لنا بنا أما إما كذلك جدا بعض احد إحدى`).map(
    arabicStem,
  ),
  ...listed('من الى على عن في مع او ان لم لن لا ما قد هو هي هم لو كي اذ ام بل').map(plainArabic),
  ...listed('is are was were has had'),
])
