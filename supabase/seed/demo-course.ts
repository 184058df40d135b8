import {
  callout,
  choice,
  fillIn,
  heading,
  list,
  match,
  type ModuleParts,
  order,
  paragraph,
  table,
  trueFalse,
} from "./course-parts.ts";

export const demoCourse = {
  title: "Practice that lasts",
  description:
    "Why what we cram is gone by next week, what a century of memory research says to do instead, and how to plan practice that stays with you.",
  tags: ["learning", "memory", "study skills"],
};

/** The course's modules, made anew at each call: ids are never shared between two courses. */
export function makeDemoModules(): ModuleParts[] {
  return [forgetting(), retrieval(), planning()];
}

function forgetting(): ModuleParts {
  return {
    title: "Why we forget",
    objectives: [
      "Describe how memory fades after a single study session",
      "Explain why a second session works best after a gap",
      "Choose a gap that suits the date you need the knowledge",
    ],
    terms: [
      [
        "Forgetting curve",
        "How the share of learned material that can be recalled falls with time: fast at first, then more slowly.",
      ],
      [
        "Spacing effect",
        "The same amount of practice is remembered longer when it is spread over time than when it is done in one go.",
      ],
      [
        "Retention interval",
        "The time between the last practice and the moment the knowledge is needed.",
      ],
    ],
    blocks: [
      paragraph(
        "You read a chapter in the evening and it all makes sense. A week later you can name the title and little else. Nothing went wrong: that is how memory treats what it met only once.",
      ),
      heading("The forgetting curve"),
      paragraph(
        "In 1885 Hermann Ebbinghaus published the first careful measurements of forgetting. He learned lists of meaningless syllables and then measured how much work it took to learn them again. The loss was steep in the first hours and slowed down afterwards. Drawn as a line, this is the **forgetting curve**.",
      ),
      paragraph(
        "The exact shape depends on the material and on the learner. Its form does not: what is not used again fades quickly at first, then ever more slowly.",
      ),
      trueFalse(false, {
        prompt:
          "According to the forgetting curve, we lose about the same amount of what we learned every day.",
        explanation: "The loss is steep in the first hours and slows down afterwards.",
      }),
      heading("A gap is not wasted time"),
      paragraph(
        "Suppose you have two hours to learn something. You can use them in one evening, or one hour today and one in some days. The second plan feels worse: after the gap you have forgotten part of it, and the second hour is harder. Yet weeks later it leaves you with more. This is the **spacing effect**, one of the most often repeated findings in the study of learning.",
      ),
      paragraph(
        "One explanation: bringing something back that had begun to fade is work for memory, and that work strengthens it. Repeating what is still fresh takes no such effort, and changes little.",
      ),
      callout("example", "The same two hours", [
        "**Massed:** Monday 18:00 to 20:00. It feels fluent, and it is gone soon.",
        "**Spaced:** Monday and Thursday, one hour each. Thursday begins with effort, and more of it stays.",
      ]),
      choice(
        [
          "It takes effort to bring back what has begun to fade, and that effort strengthens it",
          "The brain stores new material only during the night",
          "A pause clears old material out of the way",
          "The second session is easier, so more fits into it",
        ],
        [0],
        {
          prompt: "Why does a session after a gap help more than one right away?",
          explanation:
            "Bringing something back that had begun to fade is work for memory, and that work strengthens it.",
          hints: ["Think of what feels harder after a gap."],
        },
      ),
      heading("How long should the gap be?"),
      paragraph(
        "It depends on how long you want to remember. In a study with more than 1,300 people, Nicholas Cepeda and his colleagues taught facts in two sessions, varied the gap between them, and tested people up to a year later. These gaps gave the best results among those they tried:",
      ),
      table(
        [
          ["Test after", "Best gap between sessions"],
          ["1 week", "1 day"],
          ["5 weeks", "11 days"],
          ["10 weeks", "3 weeks"],
          ["50 weeks", "3 weeks"],
        ],
        "The longer the retention interval, the longer the gap that served it best.",
      ),
      paragraph(
        "You need not remember the numbers. The rule of thumb is enough: the further away the day you need it, the longer the gaps. And when in doubt, a gap too long costs less than a gap too short.",
      ),
      fillIn(
        "The time between the last practice and the moment you need the knowledge is the retention {interval}. The longer it is, the {longer|larger|wider|bigger} the gaps between sessions should be.",
        {
          prompt: "Complete the rule of thumb.",
          explanation: "The further away the day you need it, the longer the gaps.",
        },
      ),
      choice(
        ["About a day", "About an hour", "About three weeks", "No gap: read it twice in a row"],
        [0],
        {
          prompt: "Your test is in one week. Which gap between two sessions is the best choice?",
          explanation: "For a test one week later, a gap of one day gave the best results.",
          hints: ["Look at the first row of the table."],
        },
      ),
    ],
  };
}

function retrieval(): ModuleParts {
  return {
    title: "Recall beats rereading",
    objectives: [
      "Tell retrieval practice from rereading",
      "Explain why rereading feels better than it works",
      "Turn notes into questions you can answer from memory",
    ],
    terms: [
      [
        "Retrieval practice",
        "Bringing something back from memory, without looking, as a way to learn it.",
      ],
      ["Fluency illusion", "Mistaking the ease of reading a text for the ability to recall it."],
      ["Feedback", "Finding out, soon after an answer, what was right and what was not."],
      [
        "Desirable difficulty",
        "An obstacle that slows practice down and makes what is learned last longer.",
      ],
    ],
    blocks: [
      paragraph(
        "Ask people how they study and most say: I read it again. Rereading is easy to start and feels productive. It is also one of the weaker ways to spend an hour.",
      ),
      heading("Testing is learning"),
      paragraph(
        "In 2006 Henry Roediger and Jeffrey Karpicke had students learn short texts. Some read the text several times. Others read it once and then wrote down what they could recall. Five minutes later the readers did slightly better. One week later the order had turned: those who had recalled remembered far more.",
      ),
      paragraph(
        "To bring something back from memory is therefore more than a measurement. It changes memory. Learning in this way is called **retrieval practice**.",
      ),
      trueFalse(true, {
        prompt:
          "Right after studying, rereading can look better than recalling, although recalling wins a week later.",
        explanation:
          "Five minutes later the readers did slightly better. One week later the order had turned.",
      }),
      heading("Why rereading fools us"),
      paragraph(
        "On the second reading a text goes down smoothly. We take that ease for knowledge: I know this. But knowing a sentence when we see it is one thing, and producing it when nothing is in front of us is another. Mistaking the first for the second is the **fluency illusion**.",
      ),
      callout("warning", "A quick check", [
        "Close the page and say out loud what it said. If you cannot, you recognised it. You did not know it yet.",
      ]),
      match(
        [
          ["Retrieval practice", "Writing down what you remember with the book closed"],
          ["Fluency illusion", "Feeling sure because the page reads easily"],
          ["Feedback", "Comparing your answer with the text afterwards"],
          ["Desirable difficulty", "Mixing topics, so that each answer takes more effort"],
        ],
        {
          prompt: "Match each idea with what it looks like.",
          explanation:
            "Recalling is practice, ease is an illusion of knowledge, feedback corrects, and some effort helps.",
        },
      ),
      heading("Make it work"),
      paragraph(
        "Retrieval practice needs two things: an attempt and a correction. Without the attempt there is no work for memory. Without **feedback** a wrong answer may be learned as well as a right one.",
      ),
      list("bullet", [
        "Turn each heading of your notes into a question, and answer it before you look.",
        "Keep the answers out of sight until you have tried.",
        "Check at once, and mark what you missed: it comes back first next time.",
        "Explain it to somebody, or to an empty chair. Gaps are hard to hide when you speak.",
      ]),
      choice(
        [
          "Answering questions with the book closed",
          "Explaining the idea to somebody else",
          "Highlighting the important sentences",
          "Writing down all you remember, then checking",
          "Reading the summary once more",
        ],
        [0, 1, 3],
        {
          prompt: "Which of these are retrieval practice?",
          explanation:
            "Retrieval means bringing something back without looking. Highlighting and reading again put it in front of you.",
          hints: ["In which of them is the answer out of sight?", "There are three."],
        },
      ),
      fillIn(
        "Retrieval practice needs an attempt and a correction: without {feedback}, a wrong answer may be learned as well as a right one.",
        {
          prompt: "Fill in the missing word.",
          explanation:
            "Feedback is finding out, soon after an answer, what was right and what was not.",
        },
      ),
      choice(
        [
          "It mistakes ease of reading for the ability to recall",
          "It makes texts look longer than they are",
          "It makes correct answers feel wrong",
          "It appears only when we are tired",
        ],
        [0],
        {
          prompt: "What does the fluency illusion do?",
          explanation:
            "On the second reading a text goes down smoothly, and we take that ease for knowledge.",
        },
      ),
    ],
  };
}

function planning(): ModuleParts {
  return {
    title: "Plan your practice",
    objectives: [
      "Build a plan of growing gaps for something you want to keep",
      "Mix related topics instead of finishing them one by one",
      "Adjust the plan by what you could and could not recall",
    ],
    terms: [
      [
        "Expanding schedule",
        "Practice at growing gaps: soon at first, then further and further apart.",
      ],
      ["Interleaving", "Mixing several related kinds of task within one session."],
      ["Blocked practice", "Doing all tasks of one kind before the next kind begins."],
    ],
    blocks: [
      paragraph(
        "Spacing tells us when to practise, retrieval tells us how. This module puts both into a plan that survives a busy week.",
      ),
      heading("Start small, then stretch"),
      paragraph(
        "A simple plan is an **expanding schedule**: come back soon, and each time you succeed wait longer. For instance after one day, three days, one week, three weeks. When you fail, the next gap becomes shorter again.",
      ),
      order(
        [
          "Learn it once, until you can recall it without looking",
          "Recall it the next day",
          "Recall it after three days",
          "Recall it after a week",
          "Recall it after three weeks",
        ],
        {
          prompt: "Put the steps of an expanding schedule in order.",
          explanation:
            "Soon at first, then further and further apart: one day, three days, one week, three weeks.",
        },
      ),
      paragraph(
        "This is also what flashcard programs do. They keep a date for each card and move it further away after each success. You can do the same with a calendar and a stack of paper.",
      ),
      trueFalse(true, {
        prompt: "After a failed attempt, the next gap should become shorter.",
        explanation: "When you fail, the next gap becomes shorter again.",
      }),
      heading("Mix what is easily confused"),
      paragraph(
        "Textbooks love **blocked practice**: ten tasks on one method, then ten on the next. Within a block you need not choose the method, for it stands in the heading. Outside of textbooks, choosing is the hard part.",
      ),
      paragraph(
        "**Interleaving** mixes the kinds. Doug Rohrer and Kelli Taylor let students practise the volumes of several solids either in blocks or mixed. During practice the mixed group made more mistakes. In the test a week later it did much better, since it had practised telling the tasks apart.",
      ),
      choice(
        [
          "It practises choosing the right method, which blocks leave out",
          "It makes each task shorter",
          "It lets you skip the tasks you dislike",
          "It keeps mistakes from happening during practice",
        ],
        [0],
        {
          prompt: "Why does interleaving help with tasks that are easily confused?",
          explanation: "The mixed group had practised telling the tasks apart.",
          hints: ["What does the heading of a block already tell you?"],
        },
      ),
      heading("A plan for this week"),
      list("ordered", [
        "Choose one thing you want to know in three months.",
        "Write ten questions about it, with the answers on the back.",
        "Answer them tomorrow, from memory, and sort out those you missed.",
        "Come back to the missed ones on the day after, to the others in three days.",
        "Each time, mix in some questions of an older topic.",
      ]),
      callout("tip", "Ten minutes are enough", [
        "Short sessions on many days beat a long one on a single day. Tie yours to something you do anyway: the first coffee, the ride home.",
      ]),
      match(
        [
          ["Expanding schedule", "One day, three days, one week, three weeks"],
          ["Interleaving", "A task on cones, then one on spheres, then cones again"],
          ["Blocked practice", "Ten tasks on cones, then ten on spheres"],
        ],
        {
          prompt: "Match each plan with its example.",
          explanation: "Growing gaps, mixed kinds, one kind at a time.",
        },
      ),
      fillIn(
        "During practice, interleaving leads to {more} mistakes than blocks do. A week later the mixed group does {better|much better}.",
        {
          prompt: "Complete what Rohrer and Taylor found.",
          explanation:
            "During practice the mixed group made more mistakes. In the test a week later it did much better.",
        },
      ),
      choice(
        [
          "Ten minutes on each of six days",
          "One hour on the last evening",
          "One hour on the first day",
          "Two half hours in a row",
        ],
        [0],
        {
          prompt: "You have one hour for practice this week. How do you spend it?",
          explanation: "Short sessions on many days beat a long one on a single day.",
        },
      ),
    ],
  };
}
