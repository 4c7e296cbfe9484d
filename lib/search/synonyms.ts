/**
 * Words that news writes for the same thing, a group a line. Not all of a group mean quite the same: as words of a
 * query they weigh less than the writer's own.
 */
export const synonyms = `
photo photograph picture image pic snapshot photographed pictured
video footage clip film recording
kid child children youngster minor
baby infant newborn toddler
boy lad
mother mom mum mama
father dad daddy
parent mother father
wife spouse husband
man guy male men
woman lady female women
people person individuals folk
american us usa america states
british uk britain england
russia russian kremlin moscow
syria syrian
israel israeli
iran iranian tehran
china chinese beijing
europe european eu
mexico mexican
democrat dem dems democratic
republican gop republicans
president potus
senator sen senate
representative rep congressman congresswoman
congress house senate lawmakers
governor gov
lawmaker legislator politician mp
law legislation bill act statute
police cop officer policeman cops
soldier troop serviceman
troops soldiers forces army military fighters
army military forces
fighter militant rebel insurgent gunman
rebel opposition insurgent faction
terrorist militant jihadist extremist
kill murder slay slaughter dead death die
dead death die killed perish
assassinate kill murder
wounded injured hurt
casualty victim dead wounded
shoot gunfire shot gun fire
gun firearm rifle weapon pistol
weapon arm arms
bomb explosive explosion blast
explode blast detonate
airstrike strike raid bombing bombardment
shell bombard artillery
attack assault raid strike offensive
missile rocket
drone uav unmanned
hit strike struck
destroy demolish wreck ruin
seize capture take control overrun
withdraw retreat pull leave evacuate
encircle surround besiege siege
advance push move
ceasefire truce armistice
deny reject refute dismiss
confirm acknowledge verify
say state claim declare announce
accuse allege blame charge
announce declare
claim allege assert
false untrue fake hoax bogus
lie false lied
real genuine authentic true
ban prohibit outlaw forbid bar
allow permit let
arrest detain custody jail
jail prison imprison incarcerate
immigrant migrant refugee
illegal undocumented unlawful
border frontier
deport expel
protest demonstration rally march
protester demonstrator
riot unrest
vote ballot election cast
election vote poll campaign
win victory won
lose defeat lost
tax levy
money cash fund dollar
buy purchase acquire
sell sale
pay paid payment
donate give gift contribution donor
company firm corporation business
store shop retailer
job employment work
worker employee staff
boss chief head leader
fire dismiss sack
hire employ recruit
resign quit step
doctor physician medic
hospital clinic medical
vaccine vaccination immunization shot vaccinate jab
virus disease infection
coronavirus covid
drug medicine medication
cancer tumor
sick ill disease
school classroom
teacher educator
student pupil
university college
church christian
muslim islam islamic
jew jewish
christian christianity
gay lesbian lgbt lgbtq homosexual
transgender trans
black african-american
racist racism
white caucasian
nazi hitler
flag banner
wall fence barrier
house home residence
mansion house home
car vehicle automobile auto
truck vehicle lorry
plane aircraft airplane jet
ship vessel boat
road street highway
city town
village town
capital city
airport airfield airbase
fire wildfire blaze burn
storm hurricane
flood flooding
earthquake quake
dog puppy
cat kitten
animal wildlife creature
food meal
eat ate consume
drink beverage
movie film
tv television
song music
singer musician
actor actress star
celebrity star
book novel
newspaper paper press
media press news outlets journalist
reporter journalist correspondent
tweet twitter post
facebook post
website site
letter note
speech address remarks
quote say said
ad advertisement advert commercial
show depict display
reveal disclose expose leak
hide conceal secret
secret hidden confidential
find discover
remove delete take
begin start launch
end stop finish cease
stop halt prevent block
increase rise grow raise
decrease fall drop cut reduce
big large huge massive
small tiny little
new recent
old former
former ex
famous well-known
rich wealthy billionaire
poor poverty
homeless shelter
crime criminal offense
rape assault sexual
abuse molest
sue lawsuit
court judge
judge justice
lawyer attorney
trial court
guilty convict
evidence proof
investigate probe inquiry investigation
spy surveillance
threat threaten
warn warning alert
danger dangerous risk
safe safety
help aid assist
aid relief humanitarian
hunger famine starvation
displaced refugee fled
flee escape fled run
hostage captive kidnapped
kidnap abduct
torture abuse
war conflict fighting
fight battle combat clash
negotiate talks
agreement deal accord pact
sanction embargo
nuclear atomic
oil petroleum
gas petrol gasoline
power electricity
climate warming
snow blizzard
space nasa
health healthcare medical
pregnant pregnancy
marry wedding marriage
birth born
funeral burial
grave cemetery
statue monument memorial
painting portrait
football soccer nfl
game match
team club
player athlete
coach manager
anthem national
holiday christmas
pope vatican
king queen royal
prince princess royal
minister ministry
official authorities authority government
government regime administration state
spokesman spokesperson spokeswoman
visit trip travel
meet meeting met
phone telephone cellphone
computer laptop
internet online web
hack hacker breach
email mail
fraud scam cheat
steal theft stolen rob
corrupt corruption bribe
conspiracy plot
insult mock ridicule
praise applaud commend
support back endorse
oppose against
hate hatred
cry tear weep
laugh laughed chuckle
happy joy
angry anger fury
crazy insane
stupid dumb
restaurant diner
customer consumer shopper
free gratis
price cost
expensive costly
year annual
month monthly
week weekly
day daily
night evening
award prize
fall collapse
cross enter
enter entered
send dispatch deploy sent
deploy station
base camp
checkpoint roadblock
province governorate
area region district
countryside rural
north northern
south southern
east eastern
west western
veteran vet
teenager teen teenage adolescent
bathroom restroom toilet
hamburger burger
scientist researcher
professor lecturer
twitter tweet
football nfl
canada canadian
australia australian
germany german
france french paris
italy italian
spain spanish
turkey turkish turk turks
japan japanese
korea korean
india indian
pakistan pakistani
iraq iraqi
afghanistan afghan kabul
lebanon lebanese
egypt egyptian
greece greek
sweden swedish
poland polish
ukraine ukrainian kyiv
brazil brazilian
ireland irish
scotland scottish
netherlands dutch
cuba cuban
philippines filipino
vote voter voting
immigration immigrant migrant migration
terror terrorism terrorist
politics political politician
science scientist scientific
economy economic
medicine medical medication
taxpayer tax
criminal crime
finance financial fund
environment environmental
religion religious faith
nation national country
president presidential presidency
congressional congress
violent violence
deadly fatal lethal
safety safe
marriage marry married
loss lose
thought think
flight fly plane
speech speak
belief believe
proof prove
advice advise
choice choose
growth grow
service serve
destruction destroy
decision decide
refusal refuse
denial deny
survivor survive survival
removal remove
explosion explode explosive
invasion invade
admission admit
collision collide crash
crash accident wreck
critic criticize criticism
apology apologize sorry
killer murderer
robber robbery rob
thief theft steal burglar
poison poisonous toxic
suspect suspicious
employ employment employee
survey poll
salary wage paycheck
debt loan owe
close shut shutdown closure
agent officer
citizen citizenship national
identification id
license permit
helicopter chopper
navy naval ship
warplane jet fighter
general commander
ransom hostage
marijuana cannabis pot weed
drunk alcohol intoxicated
cigarette tobacco smoke smoking
fat obese overweight
flu influenza
hiv aids
toxic chemical poison
pollution pollute contaminate
forest tree woods
ocean sea
beach coast shore
alligator crocodile
snake python serpent
cow cattle
pig pork hog
milk dairy
predict forecast prediction
refugee displaced asylum
asylum refuge
deportation deport
detention detain custody detainee
interrogate question
impeachment impeach
nominate nomination nominee
appoint appointment
resignation resign
inauguration inaugural
campaign rally
donation donate donor
sponsor fund funding
veto reject
amend amendment
constitution constitutional
supreme court
testify testimony hearing
subpoena summon
indict indictment charge
convict conviction guilty
sentence sentenced prison
execute execution
lynch hang hanging
slave slavery enslaved
confederate confederacy
nazi fascist
communist communism socialist socialism
feminist feminism
discriminate discrimination bias
harass harassment
pedophile molester
prostitute prostitution
traffic trafficking trafficker
smuggle smuggler smuggling
addict addiction
overdose opioid
suicide kill
dig excavate unearth
fossil dinosaur
mummy mummified
ghost haunted
alien ufo extraterrestrial
moon lunar
eclipse sun
planet earth
robot android
machine device
camera lens
mirror reflection
dress clothing clothes wear outfit
shoe sneaker
hat cap
shirt tee
jewelry ring necklace
hair haircut
tattoo ink
makeup cosmetic
mask face
veil burqa niqab hijab
prayer pray
bible scripture
quran koran
priest clergy pastor reverend
nun sister
bishop cardinal
mosque minaret
temple shrine
holocaust genocide
evacuation evacuate
explain explanation
compare comparison
describe description
translate translation
publish publication
broadcast air aired televise
interview interviewed
cancel canceled call
postpone delay
break broken
repair fix mend
rebuild reconstruction
surgery operation surgeon
transplant organ
disabled disability handicapped
wheelchair disabled
blind deaf
twin sibling
sibling brother sister
grandfather grandmother grandparent
uncle aunt
nephew niece
girlfriend boyfriend partner
divorce separate separation
engage engagement
adopt adoption
orphan orphanage
elderly senior old
`
