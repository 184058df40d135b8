/** A course of its own for the measurement: paragraphs to answer from, by module. */
export const modules: readonly {
  readonly title: string;
  readonly paragraphs: readonly string[];
}[] = [
  {
    title: "The colony",
    paragraphs: [
      "A colony of honey bees has one queen, some tens of thousands of workers and, in summer, a few hundred drones. The queen lays all the eggs, up to two thousand a day in May, and her scent keeps the workers from raising another queen.",
      "Workers are females that do not lay. In their first three weeks they clean cells, feed larvae, build comb and guard the entrance; after that they fly out to forage. A worker born in June lives about six weeks, one born in September lives until spring.",
      "Drones are the males. They have no sting and gather no food; they fly out on warm afternoons to mate with young queens in the air. When nights grow cold the workers drive the drones out of the hive.",
      "Brood goes through egg, larva and pupa. An egg hatches after three days. A worker needs twenty-one days from egg to adult, a drone twenty-four, and a queen only sixteen, because she is fed royal jelly all the way.",
      "Bees tell each other where flowers are by dancing on the comb. The angle of the waggle dance against the vertical gives the direction from the sun, and the length of the waggle run gives the distance.",
    ],
  },
  {
    title: "The hive and its tools",
    paragraphs: [
      "A hive is a stack of boxes. The bottom box, the brood chamber, is where the queen lays; the boxes above it, the supers, hold honey. A queen excluder, a grid that workers can pass and the queen cannot, keeps eggs out of the honey.",
      "Frames hang in the boxes with a gap of eight millimetres between them, the bee space. Bees leave a gap of that size open. A wider one they fill with comb, a narrower one they glue shut with propolis.",
      "The smoker calms bees. Smoke hides the alarm scent that guards give off, and it makes bees fill themselves with honey, so that they are less ready to sting. Cool white smoke from dry grass or burlap is best; hot smoke hurts their wings.",
      "A hive tool is a flat steel lever. It loosens boxes and frames that the bees have stuck together with propolis. Dip it in washing soda between two colonies so that it does not carry disease from one to the other.",
      "Face the entrance to the south-east, so that the morning sun wakes the foragers early. Tilt the hive a little forward so that rain runs out, and keep it off wet ground on a stand forty centimetres high.",
    ],
  },
  {
    title: "Through the year",
    paragraphs: [
      "In winter the bees do not sleep. They form a cluster around the queen and shiver with their flight muscles, which keeps the middle at about twenty-five degrees, and at thirty-four once there is brood. They live on their stores.",
      "A colony needs about fifteen kilograms of honey to come through the winter. Lift the back of the hive in October: if it moves easily, feed thick sugar syrup, two parts of sugar to one of water, before the nights freeze.",
      "In spring, on the first day above fifteen degrees, look into the hive for a few minutes only. You want to see eggs, which prove that a queen is there, and at least two frames of food.",
      "Swarming is how colonies multiply. In May the old queen leaves with half of the workers, and a new queen hatches in the hive that is left. Queen cells along the lower edge of the comb are the sign that a swarm is near.",
      "To prevent a swarm, give room early and split a strong colony: move three frames of brood with their bees into an empty box some metres away. The old colony thinks that it has swarmed already.",
      "Catch a swarm that hangs in a tree by holding a box under it and shaking the branch once. If the queen falls in, the rest follow within the hour. Swarming bees are full of honey and rarely sting.",
    ],
  },
  {
    title: "Honey",
    paragraphs: [
      "Nectar is mostly water. House bees pass it from mouth to mouth and fan it with their wings until no more than eighteen per cent of water is left; then they close the cell with a lid of wax. Honey that is wetter ferments.",
      "Take honey from a super when three quarters of its cells are capped. Shake an open frame downwards: if drops fly out, wait another week. Leave the honey in the brood chamber to the bees.",
      "Uncap the cells with a fork or a warm knife and spin the frames in an extractor. Strain the honey through a double sieve, let it stand for two days so that bubbles rise, and skim the foam.",
      "All honey sets in time, because glucose comes out of solution as crystals. Rape honey sets within two weeks, acacia stays liquid for years. Warm a jar in water of forty degrees to make it liquid again; hotter water destroys its enzymes.",
    ],
  },
  {
    title: "Health",
    paragraphs: [
      "The varroa mite is the worst enemy of the western honey bee. It feeds on the fat body of larvae and spreads viruses, of which crippled wings are the best known sign. Untreated colonies die within two or three years.",
      "Count mites with icing sugar: shake three hundred bees in a jar with a spoon of it and sieve the sugar onto a white plate. More than nine mites in July mean that you should treat at once.",
      "Formic acid is used in August, after the honey has been taken, because its vapour reaches the mites beneath the lids of the brood. Oxalic acid is trickled in December, when there is no brood for mites to hide in.",
      "American foulbrood turns larvae into a brown mass that draws a thread when touched with a match. Its spores stay alive for forty years. It must be reported to the veterinary office, and infected comb is burnt.",
      "Robbing begins when nectar is scarce and bees smell honey in a weak colony. Fights at the entrance and bees that slip in at the joints are its signs. Narrow the entrance to the width of one bee and spill no syrup.",
    ],
  },
];

/** Single choice, the right option first. */
export const questions: readonly {
  prompt: string;
  options: readonly string[];
  hints?: readonly string[];
}[] = [
  {
    prompt: "Which bees lay the eggs of a colony?",
    options: ["Only the queen", "All the workers in turn", "The oldest drones", "Guards at night"],
  },
  {
    prompt: "How long does a worker take from egg to adult?",
    options: ["Twenty-one days", "Sixteen days", "Twenty-four days", "Six weeks"],
    hints: [
      "It is more than a queen and less than a drone.",
      "Count in days; three weeks is the scale.",
    ],
  },
  {
    prompt: "What does the angle of the waggle dance show?",
    options: [
      "The direction from the sun",
      "The distance to the flowers",
      "The kind of flower",
      "The age of the dancer",
    ],
  },
  {
    prompt: "What is a queen excluder for?",
    options: [
      "Keeping eggs out of the honey",
      "Stopping the queen from flying away",
      "Catching swarms",
      "Keeping mice out",
    ],
  },
  {
    prompt: "How wide is the bee space?",
    options: ["Eight millimetres", "Two millimetres", "Fifteen millimetres", "Three centimetres"],
  },
  {
    prompt: "Why does smoke make bees less ready to sting?",
    options: [
      "They fill themselves with honey",
      "They fall asleep",
      "They cannot see",
      "They fly away from the hive",
    ],
  },
  {
    prompt: "Where should the entrance of a hive face?",
    options: ["South-east", "North", "West", "It does not matter"],
  },
  {
    prompt: "How do bees keep warm in winter?",
    options: [
      "They shiver in a cluster",
      "They burn wax",
      "They sleep in the ground",
      "They move to the attic",
    ],
  },
  {
    prompt: "How much honey does a colony need for the winter?",
    options: [
      "About fifteen kilograms",
      "About two kilograms",
      "About fifty kilograms",
      "None at all",
    ],
  },
  {
    prompt: "What proves in spring that a queen is there?",
    options: ["Eggs in the cells", "Noise at the entrance", "A heavy hive", "Yellow pollen"],
  },
  {
    prompt: "Who leaves the hive with a swarm?",
    options: [
      "The old queen with half of the workers",
      "A new queen with all drones",
      "Only young drones",
      "The foragers of the day",
    ],
  },
  {
    prompt: "How dry must honey be before bees close the cell?",
    options: [
      "Eighteen per cent of water at most",
      "Half water",
      "Quite without water",
      "Forty per cent of water",
    ],
  },
  {
    prompt: "When may honey be taken from a super?",
    options: [
      "When three quarters of the cells are capped",
      "When the first cell is full",
      "On the first warm day",
      "After the first frost",
    ],
  },
  {
    prompt: "Why does honey set?",
    options: [
      "Glucose comes out as crystals",
      "The wax melts into it",
      "Bees add starch",
      "It takes up air",
    ],
  },
  {
    prompt: "What does the varroa mite feed on?",
    options: ["The fat body of larvae", "Honey in open cells", "Wax and propolis", "Dead foragers"],
  },
  {
    prompt: "When is oxalic acid trickled?",
    options: [
      "In December without brood",
      "In May before the swarm",
      "In August at noon",
      "In spring on pollen",
    ],
  },
];
