/**
 * The scenario language ({@code *.mms}), its runner and the transcript. API.
 * {@link org.mmscope.scenario.Scenario#parse} reads and checks a scenario as a whole;
 * {@link org.mmscope.scenario.ScenarioRunner} runs it a statement at a time;
 * {@link org.mmscope.scenario.ScenarioLanguage} says what words, calls and constants there are.
 */
package org.mmscope.scenario;
