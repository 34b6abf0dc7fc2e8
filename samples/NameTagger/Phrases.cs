using System.Collections.Generic;

namespace NameTagger;

/// <summary>A small grammar: what may stand for a kind of word in braces. Names are in brackets. Sentences to test with are made of other verbs, nouns and names than those to train with.</summary>
internal static class Phrases
{
    public static readonly Dictionary<string, string[]> Training = new()
    {
        ["sentence"] =
        [
            // Names and other words in all places.
            "[{name}] {deed}.", "[{name}] {deed}.", "{other} {deed}.", "{other} {deed}.", "{adverb} [{name}] {deed}.", "{adverb} {other} {deed}.", "[{name}] and [{name}] {deed}.", "{other} gave [{name}] {object}.",
            "did [{name}] {verb} {object}?", "did {other} {verb} {object}?", "[{name}], the {job}, {deed}.", "I know that [{name}] {deed}.", "{place} is {adjective}.", "{object} is for [{name}].", "in {month} [{name}] {deed}.",

            // Words that are a name or not: only what follows tells.
            "[{either}] {deed}.", "[{either}] {deed}.", "[{either}] {deed}.", "[{either}] {deed}.", "[{either}] and [{name}] {deed}.", "[{either}], the {job}, {deed}.",
            "{verbal} {object}{tail}.", "{verbal} {object}{tail}.", "{verbal} {object} and {verb} {object}.", "{modal} {subject} {verb} {object}{tail}?", "{modal} {subject} {verb} {object}{tail}?", "{nominal} {nouns} {fate}.", "{nominal} {nouns} {fate}.",
        ],
        ["either"] = ["{verbal}", "{verbal}", "{modal}", "{nominal}"],
        ["verbal"] = ["Mark", "Bill", "Sue", "Pat", "Chase", "Grant", "Rob", "Drew"],
        ["modal"] = ["Will", "May"],
        ["nominal"] = ["Rose", "Ivy", "Art", "Hope", "Joy", "Carol", "Summer", "Penny"],
        ["deed"] = ["{verbed} {object}{tail}", "{verbed} {object}{tail}", "{verbed} {object}{tail}", "{happened}{tail}", "is {adjective}", "was {adjective}{tail}", "and {other} {verbed} {object}", "never {verbed} {object}", "has {object}"],
        ["happened"] = ["came home", "slept", "laughed", "left", "went to {place}", "sat down", "said no", "cried", "fell", "spoke"],
        ["verbed"] =
        [
            "opened", "painted", "dropped", "carried", "cleaned", "closed", "cooked", "counted", "covered", "followed", "fixed", "found", "bought", "lost", "took", "hid", "held", "kept", "liked", "loved", "moved",
            "needed", "noticed", "packed", "picked", "pulled", "pushed", "reached", "saved", "saw", "sold", "sent", "shook", "showed", "stole", "stopped", "threw", "touched", "turned", "used", "washed", "watched", "wanted",
        ],
        ["verb"] = ["open", "paint", "drop", "carry", "clean", "close", "cook", "count", "cover", "follow", "fix", "find", "buy", "lose", "take", "hide", "hold", "keep", "like", "move", "need", "pack", "pull", "push", "save", "see", "sell", "send", "show", "stop", "throw", "turn", "use", "want"],
        ["object"] = ["{which} {noun}", "{which} {noun}", "{which} {adjective} {noun}", "it", "them"],
        ["which"] = ["the", "a", "my", "his", "her", "your", "our", "this", "that", "every"],
        ["noun"] =
        [
            "table", "lamp", "garden", "boat", "clock", "book", "carpet", "piano", "kettle", "bicycle", "door", "letter", "key", "coin", "horse", "dog", "cup", "fence", "house", "road", "bridge", "shop", "field", "river", "hat",
            "coat", "box", "paper", "window", "stone", "tree", "cake", "wheel", "rope", "chair", "bed", "bottle", "plate", "knife", "map",
        ],
        ["nouns"] = ["petals", "leaves", "books", "lessons", "days", "songs", "stamps", "fairs", "walls", "colours", "gardens", "stories"],
        ["fate"] = ["are {adjective}", "were {adjective}{tail}", "cost little", "need {object}", "grow here", "begin{tail}"],
        ["adjective"] = ["old", "red", "small", "broken", "heavy", "green", "late", "cold", "warm", "quiet", "strange", "good"],
        ["subject"] = ["you", "we", "they", "it", "she", "he", "I", "the {job}", "my {job}", "this {noun}", "that {noun}", "your {noun}"],
        ["other"] = ["the old man", "my sister", "nobody", "everyone", "a stranger", "children", "the {job}", "someone", "our {job}", "she", "they", "we", "people", "dogs", "every {job}", "all of them", "most {job}s"],
        ["job"] = ["doctor", "baker", "teacher", "pilot", "judge", "farmer", "painter", "guard"],
        ["tail"] = ["", "", "", " on {day}", " in {place}", " again", " at night", " after lunch", " too late", " in {month}"],
        ["adverb"] = ["yesterday", "then", "at last", "today", "on {day}", "soon", "in {place}", "later", "once"],
        ["place"] = ["Rome", "Dover", "Leeds", "Oslo", "Bern", "Kyoto", "Lima", "Ghent", "Turin", "Malmo"],
        ["day"] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        ["month"] = ["January", "March", "May", "July", "October", "December"],
    };

    public static readonly Dictionary<string, string[]> Test = new(Training)
    {
        ["happened"] = ["walked home", "sang", "waited", "arrived", "drove to {place}", "stood up"],
        ["verbed"] = ["borrowed", "broke", "chose", "described", "forgot", "guarded", "mended", "missed", "praised", "tasted", "ruined", "filled"],
        ["verb"] = ["borrow", "break", "choose", "describe", "forget", "guard", "mend", "miss", "praise", "taste", "ruin", "fill"],
        ["noun"] = ["ladder", "basket", "engine", "flag", "mirror", "drawer", "candle", "shirt", "tower", "wagon"],
        ["nouns"] = ["roots", "prizes", "rooms", "nights", "pictures", "boxes"],
        ["adverb"] = ["last week", "perhaps", "before {day}", "near {place}", "now"],
    };
}
